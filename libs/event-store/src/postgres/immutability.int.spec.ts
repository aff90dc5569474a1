import { newEvent, newEvents, allOf, idsOf } from '../contract/events.js';
import { asAdmin, emptyLogs, type PostgresLog } from '../test-support/postgres-logs.js';

const logs = emptyLogs();
let log: PostgresLog;

beforeAll(async () => {
  log = await logs.create();
});
afterAll(async () => {
  await log.dispose();
  await logs.drop();
});

describe('the table of events', () => {
  it.each([
    ['UPDATE', `UPDATE event_store.events SET data = '{}'`],
    ['an UPDATE that would touch no row', `UPDATE event_store.events SET data = '{}' WHERE false`],
    ['DELETE', 'DELETE FROM event_store.events'],
    ['TRUNCATE', 'TRUNCATE event_store.events'],
    ['TRUNCATE … CASCADE', 'TRUNCATE event_store.events CASCADE'],
    ['an INSERT that would update', upsert()],
    ['DELETE in a session that replicates', `SET session_replication_role = replica; DELETE FROM event_store.events`],
    ['TRUNCATE in a session that replicates', `SET session_replication_role = replica; TRUNCATE event_store.events`],
  ])('refuses %s, even from a superuser', async (_, sql) => {
    const store = await log.connect();
    const stream = `case-${newEvent().id}`;
    const events = newEvents(3);
    await store.append(stream, events, 'no_stream');
    await expect(asAdmin(log.url, sql)).rejects.toMatchObject({
      code: '23001',
      message: expect.stringContaining('events are never changed') as string,
    });
    expect(idsOf(await allOf(store.readStream(stream)))).toEqual(idsOf(events));
  });
});

function upsert(): string {
  return `INSERT INTO event_store.events SELECT * FROM event_store.events
    ON CONFLICT (position) DO UPDATE SET data = '{}'`;
}
