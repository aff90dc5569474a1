import { newEvents, idsOf, sleep, take } from '../contract/events.js';
import { asAdmin, emptyLogs, type PostgresLog } from '../test-support/postgres-logs.js';

const logs = emptyLogs();
let log: PostgresLog;

beforeEach(async () => {
  log = await logs.create();
});
afterEach(() => log.dispose());
afterAll(() => logs.drop());

const NEVER = 1_000_000_000;

const LISTENERS = `SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND query = 'LISTEN event_store'`;

async function listeners(count: number): Promise<number[]> {
  while (true) {
    const rows = (await asAdmin(log.url, LISTENERS)).rows as { pid: number }[];
    if (rows.length === count) return rows.map((row) => row.pid);
    await sleep(5);
  }
}

describe('a subscription', () => {
  it('is woken by appends of its own client without looking', async () => {
    const store = await log.connect({ pollEvery: NEVER });
    const [first, second] = [newEvents(1), newEvents(1)];
    const receiving = take(store.subscribe(), 2);
    await listeners(1);
    await store.append('case-1', first, 'no_stream');
    await sleep(20);
    await store.append('case-1', second, 0);
    expect(idsOf(await receiving)).toEqual(idsOf([...first, ...second]));
  });

  it('is woken by appends of another client without looking', async () => {
    const [follower, writer] = [await log.connect({ pollEvery: NEVER }), await log.connect()];
    const receiving = take(follower.subscribe(), 200);
    await listeners(1);
    const written: string[] = [];
    for (let n = 0; n < 200; n++) {
      const events = newEvents(1);
      await writer.append(`case-${n}`, events, 'no_stream');
      written.push(...idsOf(events));
    }
    expect(idsOf(await receiving)).toEqual(written);
  });

  it('listens again when the connection that it listens on was broken, and has missed nothing', async () => {
    const [follower, writer] = [await log.connect({ pollEvery: NEVER }), await log.connect()];
    const receiving = take(follower.subscribe(), 10);
    const written: string[] = [];
    for (let n = 0; n < 10; n++) {
      const [pid] = await listeners(1);
      await asAdmin(log.url, `SELECT pg_terminate_backend(${pid}, 5000)`);
      const events = newEvents(1);
      await writer.append(`case-${n}`, events, 'no_stream');
      written.push(...idsOf(events));
    }
    expect(idsOf(await receiving)).toEqual(written);
  });

  it('finds by looking what nobody told of', async () => {
    const store = await log.connect({ pollEvery: 20 });
    const receiving = take(store.subscribe(), 1);
    await listeners(1);
    await asAdmin(log.url, `SELECT event_store.append_one('case-1', -1, gen_random_uuid(), 'Noted', '{}', '{}')`);
    expect(await receiving).toMatchObject([{ stream: 'case-1', type: 'Noted' }]);
  });

  it('leaves no connection behind when the last one ends', async () => {
    const store = await log.connect();
    const aborts = Array.from({ length: 3 }, () => new AbortController());
    const following = aborts.map(async ({ signal }) => {
      for await (const page of store.subscribe({ signal })) expect(page.caughtUp).toBe(true);
    });
    await listeners(1);
    for (const abort of aborts) abort.abort();
    await Promise.all(following);
    await listeners(0);
    await store.close();
    const { rows } = await asAdmin(
      log.url,
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'recourse event store'`,
    );
    expect(rows).toHaveLength(0);
  });
});
