import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { SlowReader, SSE_LIMITS, SseConnection, type SseLimits } from './sse-connection.js';

let server: Server;
let stop: AbortController;
/** What became of the sending. */
let sent: Promise<unknown>;

beforeEach(() => void (stop = new AbortController()));
afterEach(() => void server.close().closeAllConnections());

/** A server that sends each reader what it is given, and a reader that has asked and reads nothing yet. */
async function reader(frames: Iterable<string>, limits: Partial<SseLimits> = {}): Promise<Socket> {
  server = createServer((_request, response) => {
    const connection = new SseConnection(response, {}, stop.signal, { ...SSE_LIMITS, ...limits });
    sent = connection.send(frames).catch((error: Error) => {
      connection.close(error instanceof SlowReader ? 'slow' : 'shutdown');
      return error;
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  return socket;
}

async function textOf(socket: Socket, end: RegExp | 'close'): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.resume();
  if (end === 'close') await once(socket, 'close');
  else while (!end.test(text)) await once(socket, 'data');
  return text;
}

function* endless(taken: { count: number }): Generator<string> {
  for (;;) {
    taken.count++;
    yield `data: ${'x'.repeat(10_000)}\n\n`;
  }
}

describe('a connection for server-sent events', () => {
  it('says how long to stay away, and that it lives', async () => {
    const text = await textOf(await reader(['data: 1\n\n'], { heartbeat: 1 }), /: heartbeat/);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream\r\n/);
    const [, retry] = /^retry: (\d+)$/m.exec(text)!;
    expect(Number(retry)).toBeGreaterThan(1_000);
    expect(text).toContain('data: 1\n\n');
  });

  it('lets go of a reader that takes nothing, having sent it little, and tells it why if it reads after all', async () => {
    const taken = { count: 0 };
    const socket = await reader(endless(taken), { slowAfter: 50, farewell: 60_000 });
    await once(server, 'request');
    expect(await sent).toBeInstanceOf(SlowReader);
    // What the system buffers, and one chunk.
    expect(taken.count).toBeLessThan(2_000);
    const text = await textOf(socket, 'close');
    expect(text).toContain('event: closed\ndata: {"reason":"slow"}\n\n');
  });

  it('cuts off a reader that does not even take its farewell', async () => {
    const socket = await reader(endless({ count: 0 }), { slowAfter: 1, farewell: 1 });
    await once(server, 'request');
    expect(await sent).toBeInstanceOf(SlowReader);
    expect(await textOf(socket, 'close')).not.toContain('closed');
  });

  it('does not wait for a reader when it is to end', async () => {
    const socket = await reader(endless({ count: 0 }), { farewell: 60_000 });
    await once(server, 'request');
    stop.abort(new Error('the end'));
    expect(await sent).toEqual(new Error('the end'));
    expect(await textOf(socket, 'close')).toContain('event: closed\ndata: {"reason":"shutdown"}\n\n');
  });
});
