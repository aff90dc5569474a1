import pg from 'pg';
import stringify from 'safe-stable-stringify';
import type { LedgerEvent } from '../seeded-ledger.js';

/** The row of an event: its texts ready to be sent. */
export interface RawEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** The bytes that the event store keeps of an event. */
export function rawEvent({ stream, revision, event: { id, type, data, metadata } }: LedgerEvent): RawEvent {
  return { stream, revision, id, type, data: stringify(data), metadata: stringify(metadata) };
}

const CREATE = `CREATE TABLE IF NOT EXISTS raw_events (position bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL,
  revision bigint NOT NULL, id uuid NOT NULL, type text COLLATE "C" NOT NULL, data text COLLATE "C" NOT NULL,
  metadata text COLLATE "C" NOT NULL, UNIQUE (stream, revision))`;
const INSERT = {
  name: 'raw_insert',
  text: 'INSERT INTO raw_events VALUES ($1, $2, $3, $4, $5, $6, $7)',
};
const INSERT_MANY = {
  name: 'raw_insert_many',
  text: `INSERT INTO raw_events
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[])`,
};
const SELECT_STREAM = {
  name: 'raw_select',
  text: `SELECT position, stream, revision, id, type, data, metadata FROM raw_events WHERE stream = $1 ORDER BY revision`,
  rowMode: 'array' as const,
};
const SELECT_PAGE = {
  name: 'raw_page',
  text: `SELECT position, stream, revision, id, type, data, metadata FROM raw_events
    WHERE position > $1 ORDER BY position LIMIT $2`,
  rowMode: 'array' as const,
};

/** The settings of the event store's own sessions: prepared statements keep their plans. */
const OPTIONS = '-c plan_cache_mode=force_generic_plan -c jit=off -c max_parallel_workers_per_gather=0';

/** position, stream, revision, id, type, data, metadata. */
export type RawRow = [string, string, string, string, string, string, string];

/**
 * The floor under the event store: a table with its columns and indexes, written and read by plain prepared statements,
 * on as many connections as are used at once. Nothing is checked, ordered or retried.
 */
export class RawLog {
  private position = 0;

  private constructor(private readonly clients: readonly pg.Client[]) {}

  static async open(url: string, connections: number): Promise<RawLog> {
    const clients = Array.from({ length: connections }, () => rawClient(url));
    await Promise.all(clients.map((client) => client.connect()));
    await clients[0]!.query(CREATE);
    const { rows } = await clients[0]!.query<{ max: string | null }>('SELECT max(position) FROM raw_events');
    const log = new RawLog(clients);
    log.position = Number(rows[0]!.max ?? 0);
    return log;
  }

  async insert(connection: number, { stream, revision, id, type, data, metadata }: RawEvent): Promise<void> {
    const values = [++this.position, stream, revision, id, type, data, metadata];
    await this.clients[connection]!.query({ ...INSERT, values });
  }

  async insertMany(events: readonly RawEvent[]): Promise<void> {
    const values = [
      events.map(() => ++this.position),
      events.map((event) => event.stream),
      events.map((event) => event.revision),
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => event.data),
      events.map((event) => event.metadata),
    ];
    await this.clients[0]!.query({ ...INSERT_MANY, values });
  }

  /** The rows of a stream as they come, not parsed. */
  async stream(connection: number, stream: string): Promise<RawRow[]> {
    return (await this.clients[connection]!.query<RawRow>({ ...SELECT_STREAM, values: [stream] })).rows;
  }

  /** The whole log in pages of so many rows, as they come, not parsed. */
  async *pages(size: number): AsyncGenerator<RawRow[]> {
    for (let after = '0'; ;) {
      const { rows } = await this.clients[0]!.query<RawRow>({ ...SELECT_PAGE, values: [after, size] });
      if (rows.length > 0) yield rows;
      if (rows.length < size) return;
      after = rows.at(-1)![0];
    }
  }

  async count(): Promise<number> {
    const { rows } = await this.clients[0]!.query<{ n: string }>('SELECT count(*) AS n FROM raw_events');
    return Number(rows[0]!.n);
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
  }
}

export function rawClient(url: string): pg.Client {
  return new pg.Client({ connectionString: url, options: OPTIONS });
}
