import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and a database, as a network does that can fall silent or break. */
export class Network {
  /**
   * While it is set, nothing that is sent arrives, and no client hears of it, not even that the server is gone. Only
   * the server finds out when its client is gone, as keepalives would tell it in time.
   */
  silent = false;
  private readonly sockets = new Set<Socket>();
  private readonly lost = new WeakSet<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly database: URL,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async to(databaseUrl: string): Promise<Network> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Network(server, new URL(databaseUrl));
  }

  /** The database, through this network. */
  get url(): string {
    const url = new URL(this.database);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(client: Socket): void {
    const server = connect(Number(this.database.port), this.database.hostname);
    this.pass(client, server);
    this.pass(server, client);
    client.on('close', () => server.destroy());
    server.on('close', () => this.silent || client.destroy());
  }

  private pass(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.on('error', () => undefined);
    from.on('data', (bytes) => {
      // What a connection lost it never gets again: neither end understands what would come after.
      if (this.silent) this.lost.add(from).add(to);
      else if (!this.lost.has(from)) to.write(bytes);
    });
    from.on('close', () => this.sockets.delete(from));
  }
}
