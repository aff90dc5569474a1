import { join } from 'node:path';
import { allOf, fill, newEvent, newEvents, errorOf } from '../contract/events.js';
import { WrongExpectedRevision } from '../errors.js';
import { InstalledCluster, installedPostgres } from '../test-support/installed-cluster.js';
import { asAdmin } from '../test-support/postgres-logs.js';
import { PostgresEventStore } from './postgres-event-store.js';

const bin = installedPostgres();
const describeWithTools = bin ? describe : describe.skip;

describeWithTools('a log restored from pg_dump (needs an installed PostgreSQL)', () => {
  let cluster: InstalledCluster;
  beforeAll(async () => {
    cluster = await InstalledCluster.start(bin!);
  }, 60_000);
  afterAll(() => cluster.remove());

  it('has the same events, goes on without using a position again, and still refuses changes', async () => {
    const [original, restored] = [cluster.url('original'), cluster.url('restored')];
    await asAdmin(cluster.url('postgres'), 'CREATE DATABASE original');
    await asAdmin(cluster.url('postgres'), 'CREATE DATABASE restored');
    const store = await PostgresEventStore.open({ url: original });
    const odd = newEvent({ data: { text: 'a\0\\N\t\n\uD800 工会' } });
    await store.append('case-odd', [odd], 'no_stream');
    const opening = await fill(store, 'case-1', 500);
    const events = await allOf(store.readAll());
    const head = await store.head();

    const dump = join(cluster.directory, 'log.sql');
    await cluster.program('pg_dump', ['--file', dump, original]);
    await cluster.program('psql', ['--quiet', '--set=ON_ERROR_STOP=1', '--file', dump, restored]);
    // What is appended after the dump is lost with the disaster; its positions are free again.
    await store.append('case-1', newEvents(7), 499);
    await store.close();

    const copy = await PostgresEventStore.open({ url: restored });
    expect(await allOf(copy.readAll())).toEqual(events);
    expect(await copy.append('case-1', opening.slice(0, 100), 'no_stream')).toMatchObject({ revision: 99 });
    expect(await errorOf(copy.append('case-1', newEvents(1), 'no_stream'))).toBeInstanceOf(WrongExpectedRevision);
    const appended = await copy.append('case-1', newEvents(1), 499);
    expect(Number(appended.position)).toBe(Number(head) + 1);
    await copy.close();
    await expect(asAdmin(restored, 'DELETE FROM event_store.events')).rejects.toThrow('events are never changed');
    const replicating = 'SET session_replication_role = replica; TRUNCATE event_store.events';
    await expect(asAdmin(restored, replicating)).rejects.toThrow('events are never changed');
  }, 60_000);
});
