import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that has asked for events as lines, and reads nothing of the answer until it is resumed. */
export async function slowClient(port: number, path: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAccept: application/x-ndjson\r\nConnection: close\r\n\r\n`);
  return socket;
}

/** Resolves when the answer has begun; nothing of it is lost. */
export async function begun(socket: Socket): Promise<void> {
  const [chunk] = (await once(socket.resume(), 'data')) as [Buffer];
  socket.pause().unshift(chunk);
}

/** Everything that came until the connection was closed, in whatever way. */
export async function received(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined);
  if (!socket.closed) await once(socket.resume(), 'close');
  return text;
}

/** How a chunked answer ends that is whole. */
export const WHOLE = /\r\n0\r\n\r\n$/;
