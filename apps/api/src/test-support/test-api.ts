import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { PostgresEventStore, type EventStore } from '#event-store';
import { Ledger } from '#ledger';
import { ProjectionControl, ProjectionEngine } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { Webhooks, type WebhookSettings } from '#webhooks';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createLogger } from '../../../runtime/src/index.js';
import { createApp } from '../create-app.js';
import { RetentionMetrics } from '../metrics/retention-metrics.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, parsed; undefined when it is not JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
}

type HeaderFields = Readonly<Record<string, string>>;

export interface TestApiOptions {
  /** The database to use; by default one is created, and dropped again. */
  readonly url?: string;
  /** Where the log is, which is closed with the API; the database unless said otherwise. */
  readonly store?: EventStore;
  /** Whether the projections run; they do unless said otherwise. */
  readonly projecting?: boolean;
  /** Any free one unless said otherwise. */
  readonly port?: number;
  /** Whether webhooks may lead to this machine; they may unless said otherwise. */
  readonly allowPrivate?: WebhookSettings['allowPrivate'];
}

/** The whole API on a port and a database of its own. */
export class TestApi {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly store: EventStore,
    readonly ledger: Ledger,
    readonly readModels: ReadModels,
    readonly projections: ProjectionControl,
    readonly engine: ProjectionEngine,
    readonly webhooks: Webhooks,
    /** What was logged, one object a line. */
    readonly logged: Record<string, unknown>[],
    private readonly database: TestDatabase,
  ) {}

  static async start(options: TestApiOptions = {}): Promise<TestApi> {
    const { url, projecting = true, port = 0, allowPrivate = true } = options;
    const database = url === undefined ? await createTestDatabase() : { url, drop: async () => undefined };
    const store = options.store ?? (await PostgresEventStore.open({ url: database.url }));
    const readModels = await ReadModels.open({ url: database.url });
    const ledger = new Ledger(store);
    const logged: Record<string, unknown>[] = [];
    const write = (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>);
    const log = createLogger({ logLevel: 'debug', logFormat: 'json' }, { write });
    const projections = new ProjectionControl({ store, databaseUrl: database.url, projections: PROJECTIONS });
    const engine = new ProjectionEngine({
      store,
      databaseUrl: database.url,
      projections: PROJECTIONS,
      control: projections,
    });
    await projections.register();
    if (projecting) await engine.start();
    const webhooks = new Webhooks({ store, databaseUrl: database.url, allowPrivate });
    const registry = new Registry();
    const retention = new RetentionMetrics(registry);
    const app = await createApp({ store, ledger, readModels, projections, webhooks, retention, registry, log });
    await app.listen(port, '127.0.0.1');
    return new TestApi(app, store, ledger, readModels, projections, engine, webhooks, logged, database);
  }

  get port(): number {
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  get(path: string, headers: HeaderFields = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: object, headers: HeaderFields = {}): Promise<Answer> {
    if (body === undefined) return this.send('POST', path, undefined, headers);
    return this.send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  async send(method: string, path: string, body?: string | Buffer, headers: HeaderFields = {}): Promise<Answer> {
    const response = await this.fetch(path, { method, body, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, init);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.engine.stop();
    await this.projections.close();
    await this.webhooks.close();
    await this.store.close();
    await this.readModels.close();
    await this.database.drop();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
