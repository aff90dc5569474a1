import { createServer, Socket, type AddressInfo, type Server } from 'node:net';

/** Stands between an engine and its database, and cuts each connection when it has passed on so many answers. */
export class CuttingProxy {
  connections = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly database: URL,
    /** Answers of the server that the nth connection gets, from 0; the one after them is lost with the connection. */
    private readonly answers: (connection: number) => number,
  ) {
    server.on('connection', (client) => this.serve(client));
  }

  static async start(databaseUrl: string, answers: (connection: number) => number = () => Infinity) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CuttingProxy(server, new URL(databaseUrl), answers);
  }

  get url(): string {
    const url = new URL(this.database);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  /** Cuts everything, and lets nobody in any more. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(client: Socket): void {
    let left = this.answers(this.connections++);
    const server = new Socket();
    server.connect(Number(this.database.port), this.database.hostname);
    const cut = () => [client, server].forEach((socket) => socket.destroy());
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('close', cut);
    }
    client.on('data', (data) => server.write(data));
    server.on('data', (data) => (left-- > 0 ? client.write(data) : cut()));
  }
}
