import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { OneWay } from './one-way.js';

interface Connection {
  readonly client: Socket;
  readonly server: Socket;
}

/** Stands between clients and a server, as a network does that can be slow, fall silent or break. */
export class Network {
  /**
   * While it is set, nothing that is sent arrives, and no client hears of it, not even that the server is gone. Only
   * the server finds out when its client is gone, as keepalives would tell it in time.
   */
  silent = false;
  /** How long everything takes in each direction from now on; ms. */
  delay = 0;
  private readonly connections = new Set<Connection>();

  private constructor(
    private readonly listener: Server,
    private readonly target: URL,
  ) {
    listener.on('connection', (client) => this.join(client));
  }

  static async to(serverUrl: string): Promise<Network> {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return new Network(listener, new URL(serverUrl));
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** The server, through this network. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${this.port}`;
    return url.href;
  }

  /** Breaks every connection, whatever it is in the middle of. */
  cut(): void {
    for (const { client, server } of this.connections) {
      client.destroy();
      server.destroy();
    }
  }

  /** Tells one side of every connection that nothing more will come, while the other may go on sending. */
  halfClose(towards: 'client' | 'server'): void {
    for (const connection of this.connections) connection[towards].end();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.listener.close(resolve));
    this.cut();
    await closed;
  }

  private join(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    const connection = { client, server };
    this.connections.add(connection);
    const lossy = { lost: false };
    this.pass(client, server, lossy);
    this.pass(server, client, lossy);
    client.on('close', () => {
      server.destroy();
      this.connections.delete(connection);
    });
    server.on('close', () => this.silent || client.destroy());
  }

  private pass(from: Socket, to: Socket, connection: { lost: boolean }): void {
    const way = new OneWay((bytes) => {
      if (to.writable && !connection.lost) to.write(bytes);
    });
    from.on('error', () => undefined);
    from.on('data', (bytes) => {
      // What a connection lost it never gets again: neither end understands what would come after.
      if (this.silent) connection.lost = true;
      else way.send(bytes, this.delay);
    });
  }
}
