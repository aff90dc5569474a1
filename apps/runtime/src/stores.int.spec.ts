import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readWholeStream, StoreUnavailable } from '#event-store';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { attachStores, EmbeddedPostgres, openStores, readConfiguration, type Stores } from './index.js';

const event = () => ({ id: randomUUID(), type: 'NoteAdded', data: { text: 'kept' }, metadata: {} });

async function idsIn(stores: Stores, stream: string): Promise<string[]> {
  return (await readWholeStream(stores.store, stream)).map(({ id }) => id);
}

describe('stores in a PostgreSQL of our own', () => {
  let parent: string;
  let configuration: ReturnType<typeof readConfiguration>;

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'recourse-spec-'));
    await chmod(parent, 0o711);
    configuration = readConfiguration({ DATA_DIR: join(parent, 'data') });
  });

  afterAll(() => rm(parent, { recursive: true, force: true }));

  it('keep their events from one start to the next, and leave nothing running between', async () => {
    const noted = event();
    const first = await openStores(configuration);
    await first.store.append('case-1', [noted], 'no_stream');
    await first.close();
    expect(existsSync(join(parent, 'data', 'postgres', 'postmaster.pid'))).toBe(false);

    const second = await openStores(configuration);
    expect(await idsIn(second, 'case-1')).toEqual([noted.id]);
    await second.close();
  });

  it('can be attached to beside the server that owns them, and without it', async () => {
    const noted = event();
    const server = await openStores(configuration);
    const beside = await attachStores(configuration);
    await beside.store.append('case-2', [noted], 'no_stream');
    await beside.close();
    expect(await idsIn(server, 'case-2')).toEqual([noted.id]);
    await server.close();

    const alone = await attachStores(configuration);
    expect(await idsIn(alone, 'case-2')).toEqual([noted.id]);
    await alone.close();
    expect(existsSync(join(parent, 'data', 'server.json'))).toBe(false);
  });

  it('stop the database again when the event store cannot be opened', async () => {
    const server = await EmbeddedPostgres.open(join(parent, 'data'));
    const client = new pg.Client({ connectionString: server.databaseUrl });
    await client.connect();
    await client.query('ALTER SCHEMA event_store RENAME TO aside');
    await client.query('CREATE SCHEMA event_store CREATE VIEW migrations AS SELECT 1 AS nothing');
    await client.end();
    await server.close();

    await expect(openStores(configuration)).rejects.toThrow();
    expect(existsSync(join(parent, 'data', 'server.json'))).toBe(false);
    expect(existsSync(join(parent, 'data', 'postgres', 'postmaster.pid'))).toBe(false);
  });
});

describe('stores in a PostgreSQL that is already there', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('share the one database that is named, and tell of each group of appends', async () => {
    const groups: number[] = [];
    const stores = await openStores(readConfiguration({ DATABASE_URL: database.url }), {
      onGroup: (size) => groups.push(size),
    });
    await stores.store.append('case-1', [event()], 'no_stream');
    expect(stores.databaseUrl).toBe(database.url);
    expect(groups).toEqual([1]);
    await stores.close();
  });

  it('are unavailable, by that name, when nobody answers there', async () => {
    const nowhere = readConfiguration({ DATABASE_URL: 'postgres://recourse@127.0.0.1:1/recourse' });
    await expect(openStores(nowhere)).rejects.toBeInstanceOf(StoreUnavailable);
  });
});
