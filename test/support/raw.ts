import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './until.js';

/** A connection on which a test writes what it likes. */
export async function connection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  // Whoever is cut off while writing hears of it; what was answered before counts.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Everything that is answered until the server closes the connection. */
export async function answerTo(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: string) => (text += chunk)).resume();
  if (!socket.closed) await once(socket, 'close');
  return text;
}

/** Resolves when nobody takes connections there any more. */
export async function refused(url: string): Promise<void> {
  await until('a refused connection', async () => {
    try {
      (await connection(url)).destroy();
      return false;
    } catch {
      return true;
    }
  });
}
