import pg from 'pg';
import { connectionTo, hangUp } from '#postgres';
import { PreparedQuery, type Parameter, type Row } from './prepared-query.js';
import type { Statement } from './sql.js';

/**
 * What our plans need: none made anew for each call (its cost is that of the query), no compilation and no parallel
 * workers for reading a page, and each statement of a function seeing what was committed before it. What is
 * acknowledged is on the disk, however careless the database is by default.
 */
const SETTINGS = `SET plan_cache_mode = force_generic_plan; SET jit = off; SET max_parallel_workers_per_gather = 0;
  SET default_transaction_isolation = 'read committed';
  SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') <> 'remote_apply'`;

/** Each query has a deadline, and between two of them there is nothing to wait for. */
const PATIENCE_MS = 0;

/** One connection, opened when it is needed and again after it broke. One query at a time. */
export class Session {
  private client: pg.Client | undefined;

  constructor(private readonly url: string) {}

  /** What is still unanswered at the deadline (epoch ms) takes the connection with it. @throws what the driver throws */
  async query(statement: Statement, parameters: readonly Parameter[], deadline: number): Promise<Row[]> {
    const client = this.client ?? this.newClient();
    const timer = setTimeout(() => client.connection.stream.destroy(), Math.max(1, deadline - Date.now()));
    try {
      if (client !== this.client) await this.connect(client);
      return await PreparedQuery.run(client, statement, parameters);
    } catch (error) {
      this.client = undefined;
      client.end().catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    if (this.client) await hangUp(this.client);
  }

  private newClient(): pg.Client {
    const client = new pg.Client(connectionTo(this.url, 'event store', PATIENCE_MS));
    // A connection that breaks shows in the query that uses it; one that breaks while idle is replaced.
    client.on('error', () => undefined);
    client.on('end', () => {
      if (this.client === client) this.client = undefined;
    });
    return client;
  }

  private async connect(client: pg.Client): Promise<void> {
    await client.connect();
    await client.query(SETTINGS);
    this.client = client;
  }
}
