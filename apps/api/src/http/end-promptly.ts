import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { shuttingDown } from './open-streams.js';

/**
 * Lets a closing server end as soon as its last answer is sent: Node closes the connections that are idle when closing
 * begins, and would wait a minute for those that fall idle later or never asked anything. What is asked after that is
 * refused, for there may be no end to it.
 */
export function endPromptly(server: FastifyInstance): void {
  const silent = new Set<Socket>();
  let closing = false;
  server.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.addHook('onRequest', (request, _reply, done) => {
    silent.delete(request.raw.socket);
    done(closing ? shuttingDown() : undefined);
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
  server.addHook('onResponse', (_request, _reply, done) => {
    if (closing) setImmediate(() => server.server.closeIdleConnections());
    done();
  });
  server.addHook('preClose', (done) => {
    closing = true;
    for (const socket of silent) socket.destroy();
    done();
  });
}
