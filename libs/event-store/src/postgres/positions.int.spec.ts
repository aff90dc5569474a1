import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { allOf, fill, newEvents } from '../contract/events.js';
import type { EventStore } from '../port.js';
import { asAdmin, emptyLogs, type PostgresLog } from '../test-support/postgres-logs.js';
import { PostgresEventStore } from './postgres-event-store.js';

const logs = emptyLogs();
let log: PostgresLog;

beforeEach(async () => {
  log = await logs.create();
});
afterEach(() => log.dispose());
afterAll(() => logs.drop());

const APPEND = `SELECT event_store.append_one('case-1', -1, gen_random_uuid(), 'Noted', '{}', '{}')`;

/** Positions as numbers, in the order of the log. */
async function positionsIn(store: EventStore): Promise<number[]> {
  return (await allOf(store.readAll())).map((event) => Number(event.position));
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('positions', () => {
  it('have no gaps after appends that were rolled back, refused or cut off', async () => {
    const store = await log.connect();
    await fill(store, 'case-0', 5);
    await asAdmin(log.url, `BEGIN; ${APPEND}; ROLLBACK`);
    await expect(asAdmin(log.url, `BEGIN; ${APPEND}; SELECT 1 / 0; COMMIT`)).rejects.toThrow('division by zero');
    await expect(store.append('case-0', newEvents(2), 'no_stream')).rejects.toThrow('is at 4');
    await cutOffInTransaction(log.url);
    await fill(store, 'case-2', 5);
    expect(await positionsIn(store)).toEqual(upTo(10));
  });

  it('are dense when many clients append groups at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => log.connect()));
    await Promise.all(
      stores.flatMap((store, client) =>
        Array.from({ length: 50 }, (_, n) => store.append(`case-${client}-${n}`, newEvents(2), 'no_stream')),
      ),
    );
    expect(await positionsIn(stores[0]!)).toEqual(upTo(600));
  });

  it('hold where transactions are repeatable read by default', async () => {
    await asAdmin(log.url, `ALTER DATABASE ${nameOf(log.url)} SET default_transaction_isolation = 'repeatable read'`);
    const stores = await Promise.all(Array.from({ length: 4 }, () => PostgresEventStore.open({ url: log.url })));
    try {
      await Promise.all(
        stores.flatMap((store, client) =>
          Array.from({ length: 50 }, (_, n) => store.append(`case-${client}-${n}`, newEvents(1), 'no_stream')),
        ),
      );
      expect(await positionsIn(stores[0]!)).toEqual(upTo(200));
    } finally {
      await Promise.all(stores.map((store) => store.close()));
      await asAdmin(log.url, `ALTER DATABASE ${nameOf(log.url)} RESET default_transaction_isolation`);
    }
  });

  it('go on where they were in a log that was copied out and in again', async () => {
    const store = await log.connect();
    await fill(store, 'case-1', 300);
    const events = await allOf(store.readAll());
    const restored = await logs.create();
    try {
      const copy = await restored.connect();
      await copyLog(log.url, restored.url);
      expect(await allOf(copy.readAll())).toEqual(events);
      const head = await copy.head();
      const appended = await copy.append('case-1', newEvents(1), 299);
      expect(Number(appended.position)).toBe(Number(head) + 1);
      const received = [];
      for await (const page of copy.subscribe({ after: events[299]!.position })) {
        received.push(...page.events);
        if (received.length === 1) break;
      }
      expect(received).toMatchObject([{ position: appended.position }]);
    } finally {
      await restored.dispose();
    }
  });
});

/** Appends in a transaction and breaks the connection before its commit. */
async function cutOffInTransaction(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN');
  await client.query(APPEND);
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await asAdmin(url, `SELECT pg_terminate_backend(${rows[0]!.pid}, 5000)`);
  await client.end().catch(() => undefined);
}

/** COPY … TO on one side, COPY … FROM on the other, as a dump and its restore do. */
async function copyLog(from: string, to: string): Promise<void> {
  const [source, target] = [from, to].map((url) => new pg.Client({ connectionString: url })) as [pg.Client, pg.Client];
  await Promise.all([source.connect(), target.connect()]);
  await pipeline(
    source.query(copyTo('COPY event_store.events TO STDOUT')),
    target.query(copyFrom('COPY event_store.events FROM STDIN')),
  );
  await Promise.all([source.end(), target.end()]);
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
