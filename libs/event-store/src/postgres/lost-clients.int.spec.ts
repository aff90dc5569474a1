import pg from 'pg';
import { allOf, errorOf, idsOf, newEvent, newEvents, sleep } from '../contract/events.js';
import { StoreUnavailable } from '../errors.js';
import type { NewEvent } from '../port.js';
import { asAdmin, emptyLogs, type PostgresLog } from '../test-support/postgres-logs.js';

const logs = emptyLogs();
let log: PostgresLog;

beforeEach(async () => {
  log = await logs.create();
});
afterEach(() => log.dispose());
afterAll(() => logs.drop());

const LOCK = 'SELECT pg_advisory_lock(7309457081402331392)';
const WAITING = `SELECT count(*)::int AS n FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const END_WAITING = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Holds the lock that every append needs, until released. */
async function holdAppends(): Promise<{ release: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: log.url });
  await client.connect();
  await client.query(LOCK);
  return { release: () => client.end() };
}

async function untilWaiting(count: number): Promise<void> {
  while (((await asAdmin(log.url, WAITING)).rows[0] as { n: number }).n < count) await sleep(5);
}

describe('an append whose client vanished', () => {
  it('while it waited for its turn: another client stores it once', async () => {
    const store = await log.connect();
    const event = newEvent();
    const held = await holdAppends();
    const lost = send('case-1', event);
    await untilWaiting(1);
    await asAdmin(log.url, END_WAITING);
    expect(await lost).toMatchObject({ message: expect.stringContaining('terminating connection') as string });
    await held.release();
    expect(await store.append('case-1', [event], 'no_stream')).toMatchObject({ revision: 0 });
    expect(idsOf(await allOf(store.readAll()))).toEqual([event.id]);
  });

  it('while it waited, and comes back by itself: it is stored once and answered', async () => {
    const store = await log.connect();
    const events = newEvents(3);
    const held = await holdAppends();
    const appending = store.append('case-1', events, 'no_stream');
    for (let cut = 0; cut < 3; cut++) {
      await untilWaiting(1);
      await asAdmin(log.url, END_WAITING);
    }
    await held.release();
    expect(await appending).toMatchObject({ revision: 2 });
    expect(idsOf(await allOf(store.readAll()))).toEqual(idsOf(events));
  });

  it('right after sending: what the server does with it is found by the retry', async () => {
    const store = await log.connect();
    for (let round = 0; round < 20; round++) {
      const event = newEvent();
      await send(`case-${round}`, event, vanish);
      expect(await store.append(`case-${round}`, [event], 'no_stream')).toMatchObject({ revision: 0 });
      expect(idsOf(await allOf(store.readStream(`case-${round}`)))).toEqual([event.id]);
    }
  });

  it('after its deadline, with the server still holding what was sent: retries and leftovers store it once', async () => {
    const store = await log.connect({ retryFor: 100 });
    const events = newEvents(2);
    const held = await holdAppends();
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(store.append('case-1', events, 'no_stream')).rejects.toBeInstanceOf(StoreUnavailable);
    }
    await held.release();
    const patient = await log.connect();
    expect(await patient.append('case-1', events, 'no_stream')).toMatchObject({ revision: 1 });
    while (((await asAdmin(log.url, WAITING)).rows[0] as { n: number }).n > 0) await sleep(5);
    expect(idsOf(await allOf(store.readAll()))).toEqual(idsOf(events));
  });

  it('among others of its group: each is told for itself, and its own conflict is no loss', async () => {
    const store = await log.connect();
    await store.append('case-0', newEvents(2), 'no_stream');
    const held = await holdAppends();
    const [first, ...others] = Array.from({ length: 10 }, () => newEvents(2));
    const appending = others.map((events, n) => store.append(`case-${n + 1}`, events, 'no_stream'));
    const losing = store.append('case-0', first!, 'no_stream').catch((error: unknown) => error);
    await untilWaiting(1);
    await asAdmin(log.url, END_WAITING);
    await untilWaiting(1);
    await held.release();
    expect((await Promise.all(appending)).map((appended) => appended.revision)).toEqual(others.map(() => 1));
    expect(await losing).toMatchObject({ name: 'WrongExpectedRevision', actual: 1 });
    expect(await allOf(store.readAll())).toHaveLength(20);
  });
});

/** Appends over a connection of its own, which breaks; resolves to what its client sees of that. */
async function send(stream: string, event: NewEvent, breakConnection = (_: pg.Client) => {}): Promise<Error> {
  const client = new pg.Client({ connectionString: log.url });
  client.on('error', () => undefined);
  await client.connect();
  const text = `SELECT event_store.append_one($1, -1, $2, $3, '{}', '{}')`;
  const failing = errorOf(client.query(text, [stream, event.id, event.type]));
  breakConnection(client);
  return failing;
}

/** Breaks the connection once everything is on its way, before the answer can be read. */
function vanish(client: pg.Client): void {
  client.connection.stream.write('', () => client.connection.stream.destroy());
}
