import { Socket } from 'node:net';

/**
 * A socket that breaks when nothing has moved on it for so long (ms, 0 for ever): a database that hangs, or a network
 * that swallows everything, says nothing to whoever waits.
 */
export function impatientSocket(patience: number): Socket {
  const socket = new Socket();
  const silence = () => Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' });
  return socket.setTimeout(patience, () => socket.destroy(silence()));
}
