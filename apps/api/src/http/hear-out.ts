import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** How long a client may go on sending what nobody wants. */
const PATIENCE_MS = 30_000;

/**
 * Keeps a refusal back until the client has sent its whole body, which is thrown away: most clients read nothing before,
 * and a connection that is closed on somebody who is still sending loses the answer on the way.
 */
export function hearOut(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode < 400 || request.raw.complete) done(null, payload);
    else afterBody(request.raw, () => done(null, payload));
  });
}

function afterBody(request: IncomingMessage, then: () => void): void {
  const goOn = () => {
    clearTimeout(timer);
    forget();
    then();
  };
  const forget = finished(request, goOn);
  const timer = setTimeout(goOn, PATIENCE_MS).unref();
  request.resume();
}
