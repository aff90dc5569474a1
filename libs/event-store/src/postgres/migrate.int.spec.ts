import { SchemaTooNew } from '#postgres';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { allOf, newEvents } from '../contract/events.js';
import { asAdmin } from '../test-support/postgres-logs.js';
import { MIGRATIONS } from './migrate.js';
import { PostgresEventStore } from './postgres-event-store.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const applied = async () =>
  (await asAdmin(database.url, 'SELECT name FROM event_store.migrations ORDER BY name')).rows.map(
    (row: { name: string }) => row.name,
  );

const setDefault = (setting: string) =>
  asAdmin(database.url, `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET ${setting}`);

describe('opening the store', () => {
  it('applies every migration once, however many open it at the same time', async () => {
    const stores = await Promise.all(Array.from({ length: 12 }, () => PostgresEventStore.open({ url: database.url })));
    expect(await applied()).toEqual(MIGRATIONS.map((migration) => migration.name));
    await Promise.all(stores.map((store, n) => store.append(`case-${n}`, newEvents(1), 'no_stream')));
    expect(await allOf(stores[0]!.readAll())).toHaveLength(12);
    await Promise.all(stores.map((store) => store.close()));
  });

  it.each(['repeatable read', 'serializable'])('does so in a database whose default is %s', async (isolation) => {
    await setDefault(`default_transaction_isolation = '${isolation}'`);
    const stores = await Promise.all(Array.from({ length: 12 }, () => PostgresEventStore.open({ url: database.url })));
    await Promise.all(stores.map((store, n) => store.append(`case-${n}`, newEvents(1), 'no_stream')));
    expect(await allOf(stores[0]!.readAll())).toHaveLength(12);
    await Promise.all(stores.map((store) => store.close()));
  });

  it.each([
    ['off', 'on'],
    ['local', 'on'],
    ['remote_apply', 'remote_apply'],
  ])('makes appends durable where commits are %s by default', async (byDefault, ours) => {
    await setDefault(`synchronous_commit = ${byDefault}`);
    const store = await PostgresEventStore.open({ url: database.url });
    await asAdmin(
      database.url,
      `CREATE TABLE noted (setting text);
       CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN INSERT INTO noted VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
       CREATE TRIGGER noting AFTER INSERT ON event_store.events FOR EACH STATEMENT EXECUTE FUNCTION note()`,
    );
    await store.append('case-1', newEvents(1), 'no_stream');
    await store.append('case-1', newEvents(2), 0);
    await store.close();
    expect((await asAdmin(database.url, 'SELECT setting FROM noted')).rows).toEqual([
      { setting: ours },
      { setting: ours },
    ]);
  });

  it('refuses a database that a newer version has migrated, and changes nothing', async () => {
    await (await PostgresEventStore.open({ url: database.url })).close();
    await asAdmin(database.url, `INSERT INTO event_store.migrations VALUES ('9999_from_the_future')`);
    const before = await applied();
    const opening = PostgresEventStore.open({ url: database.url });
    await expect(opening).rejects.toBeInstanceOf(SchemaTooNew);
    await expect(opening).rejects.toMatchObject({ migrations: ['9999_from_the_future'] });
    expect(await applied()).toEqual(before);
  });

  it('needs no right to create where the schema is ready', async () => {
    await (await PostgresEventStore.open({ url: database.url })).close();
    const user = `clerk_${new URL(database.url).pathname.slice(1)}`;
    await asAdmin(
      database.url,
      `CREATE ROLE ${user} LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA event_store TO ${user};
       GRANT SELECT, INSERT ON event_store.events TO ${user}; GRANT SELECT ON event_store.migrations TO ${user}`,
    );
    try {
      const url = new URL(database.url);
      [url.username, url.password] = [user, 'x'];
      const store = await PostgresEventStore.open({ url: url.href });
      await store.append('case-1', newEvents(2), 'no_stream');
      expect(await allOf(store.readAll())).toHaveLength(2);
      await store.close();
    } finally {
      await asAdmin(database.url, `DROP OWNED BY ${user}; DROP ROLE ${user}`);
    }
  });

  it('leaves nothing behind when a migration fails', async () => {
    // In the way of the function that the last migration creates.
    await asAdmin(
      database.url,
      `CREATE SCHEMA event_store;
       CREATE FUNCTION event_store.append_one(text, bigint, uuid, text, text, text) RETURNS bigint
         LANGUAGE sql AS 'SELECT 1::bigint'`,
    );
    await expect(PostgresEventStore.open({ url: database.url })).rejects.toThrow('already exists');
    const { rows } = await asAdmin(
      database.url,
      `SELECT to_regclass('event_store.events') AS events, to_regclass('event_store.migrations') AS migrations`,
    );
    expect(rows).toEqual([{ events: null, migrations: null }]);
  });
});
