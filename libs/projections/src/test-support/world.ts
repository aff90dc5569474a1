import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { MemoryEventStore, MemoryLog, type Position } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { inTransaction } from '#postgres';
import { ProjectionControl } from '../control.js';
import { ProjectionEngine, type EngineOptions } from '../engine.js';
import type { Logger } from '../logger.js';
import type { Projection } from '../projection.js';
import { readServing, type Query, type Served } from '../serving.js';
import type { CountingProjection } from './counting-projection.js';

/** A database, a log, and the engines and controls on them, as if each were in a process of its own. */
export class World {
  readonly store = new MemoryEventStore(new MemoryLog());
  readonly pool: pg.Pool;
  private readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(private readonly database: TestDatabase) {
    this.pool = new pg.Pool({ connectionString: database.url, max: 3 });
    this.pool.on('error', () => undefined);
  }

  static async create(): Promise<World> {
    return new World(await createTestDatabase());
  }

  /** On a server of one's own, which is removed afterwards. */
  static on(databaseUrl: string): World {
    return new World({ url: databaseUrl, drop: async () => undefined });
  }

  get url(): string {
    return this.database.url;
  }

  async createTables(...projections: CountingProjection[]): Promise<void> {
    await this.control(projections).register();
  }

  engine(projections: readonly Projection[], options: Partial<EngineOptions> = {}): ProjectionEngine {
    const engine = new ProjectionEngine({ ...this.base(projections), ...options });
    this.closers.push(() => engine.stop());
    return engine;
  }

  /** An engine at work on projections whose tables are there. */
  async started(
    projections: readonly CountingProjection[],
    options: Partial<EngineOptions> = {},
  ): Promise<ProjectionEngine> {
    await this.createTables(...projections);
    const engine = this.engine(projections, options);
    await engine.start();
    return engine;
  }

  control(projections: readonly Projection[]): ProjectionControl {
    const control = new ProjectionControl(this.base(projections));
    this.closers.push(() => control.close());
    return control;
  }

  base(projections: readonly Projection[]) {
    return { store: this.store, databaseUrl: this.database.url, projections };
  }

  /** Appends so many events; the position of the last. */
  async append(count: number, type = 'Counted', data: object = {}): Promise<Position> {
    const stream = `stream-${randomUUID()}`;
    const events = Array.from({ length: count }, () => ({
      id: randomUUID(),
      type,
      data: { ...data },
      metadata: {},
    }));
    return (await this.store.append(stream, events, 'no_stream')).position;
  }

  /** The rows of a projection that queries read, and whether they are those of each event exactly once, in order. */
  rows({ name }: CountingProjection): Promise<{ positions: string[]; inOrder: boolean }> {
    return this.reading([name], async (client) => {
      const { rows } = await client.query<{ position: string; number: number }>(
        `SELECT position, number FROM ${name} ORDER BY position COLLATE "C"`,
      );
      return {
        positions: rows.map(({ position }) => position),
        inOrder: rows.every(({ number }, index) => number === index + 1),
      };
    });
  }

  /** As queries read: what serves, or a pinned version, in one transaction. */
  async reading<Result>(
    names: readonly string[],
    read: (client: pg.PoolClient, served: ReadonlyMap<string, Served>) => Promise<Result>,
    versions?: Readonly<Record<string, number>>,
  ): Promise<Result> {
    const client = await this.pool.connect();
    try {
      return await inTransaction(client, async () => {
        const query: Query = async (text, values) => (await client.query<Served>(text, values)).rows;
        return read(client, await readServing(query, names, versions));
      });
    } finally {
      client.release();
    }
  }

  /** How many connections wait for each other. */
  async waitingForLocks(): Promise<number> {
    const { rowCount } = await this.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount ?? 0;
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.store.close();
    await this.pool.end();
    await this.database.drop();
  }

  /** Stops whatever runs. */
  async stop(): Promise<void> {
    await Promise.all(this.closers.splice(0).map((close) => close()));
  }
}

/** Keeps what is logged. */
export class Journal implements Logger {
  readonly entries: { level: string; message: string; details: object }[] = [];
  readonly debug = this.writer('debug');
  readonly info = this.writer('info');
  readonly warn = this.writer('warn');
  readonly error = this.writer('error');

  private writer(level: string) {
    return (details: object, message: string) => void this.entries.push({ level, message, details });
  }
}

/** Waits until something holds; the test's own time limit ends it otherwise. */
export async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
