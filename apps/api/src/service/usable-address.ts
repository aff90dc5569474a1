import { once } from 'node:events';
import { createServer } from 'node:net';

/** Listens there for a moment. @throws what listening there fails with */
export async function requireUsableAddress(host: string, port: number): Promise<void> {
  const server = createServer().listen({ host, port });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
