import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import type { TestLog } from '../contract/harness.js';
import { PostgresEventStore, type PostgresEventStoreOptions } from '../postgres/postgres-event-store.js';

/** A log in a database that the test may also get at by itself. */
export interface PostgresLog extends TestLog {
  readonly url: string;
  connect(options?: Partial<PostgresEventStoreOptions>): Promise<PostgresEventStore>;
}

/** Empty logs for tests, in databases that are used again: creating one takes longer than most tests. */
export function emptyLogs() {
  const databases: TestDatabase[] = [];
  const free: TestDatabase[] = [];
  return {
    create: async (): Promise<PostgresLog> => {
      const database = free.pop() ?? (await createTestDatabase());
      if (!databases.includes(database)) databases.push(database);
      return logIn(database.url, async () => {
        await asAdmin(database.url, EMPTY);
        free.push(database);
      });
    },
    drop: async () => {
      await Promise.all(databases.map((database) => database.drop()));
    },
  };
}

const EMPTY = `ALTER TABLE event_store.events DISABLE TRIGGER ALL; TRUNCATE event_store.events;
  ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER events_are_immutable`;

/** The log of a database; its clients give up soon when the server is away. */
export function logIn(url: string, remove: () => Promise<void>): PostgresLog {
  const stores: PostgresEventStore[] = [];
  return {
    url,
    connect: async (options) => {
      const store = await PostgresEventStore.open({ url, retryFor: 2_000, ...options });
      stores.push(store);
      return store;
    },
    cutConnections: async () => void (await asAdmin(url, CUT)),
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await remove();
    },
  };
}

const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`;

/** Leaves the log without what came after the position. */
export async function setBackTo(url: string, position: string): Promise<void> {
  await asAdmin(
    url,
    `ALTER TABLE event_store.events DISABLE TRIGGER ALL; DELETE FROM event_store.events WHERE position > ${position};
     ALTER TABLE event_store.events ENABLE ALWAYS TRIGGER events_are_immutable`,
  );
}

export async function asAdmin(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
