import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request, as it came. */
export interface Request {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly stream: string;
    readonly revision: number;
    readonly position: string;
  };
}

/** With what it was answered. */
export interface Received extends Request {
  readonly status: number;
}

/** Somebody on this machine who is told of events, and answers each with a status or with nothing at all. */
export class Receiver {
  readonly received: Received[] = [];
  answering: (request: Request) => number | 'nothing' | Promise<number | 'nothing'> = () => 204;
  /** Of every answer. */
  headers: Record<string, string> = {};

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const { headers } = request;
        const got = { id: String(headers['webhook-id']), headers, body, event: JSON.parse(body) as Request['event'] };
        void Promise.resolve(this.answering(got)).then((status) => {
          if (status === 'nothing') return;
          this.received.push({ ...got, status });
          response.writeHead(status, this.headers).end();
        });
      });
    });
  }

  static async start(): Promise<Receiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Receiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** What it took, in the order of arrival. */
  get taken(): Received[] {
    return this.received.filter(({ status }) => status < 300);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
