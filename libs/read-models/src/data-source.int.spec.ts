import pg from 'pg';
import { MemoryEventStore } from '#event-store';
import { ProjectionEngine } from '#projections';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { Network } from '../../../test/support/network.js';
import { PROJECTIONS } from './projections/index.js';
import { ReadModels } from './read-models.js';

let database: TestDatabase;
let network: Network;

beforeAll(async () => {
  database = await createTestDatabase();
  network = await Network.to(database.url);
});
afterAll(async () => {
  await network.close();
  await database.drop();
});

it('the entities say what the projections make', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('CREATE SCHEMA made; SET search_path TO made');
  for (const projection of PROJECTIONS) {
    await projection.create(client);
    await client.query('BEGIN');
    const run = await projection.start(client);
    await run.boot?.(client, { position: '', skipped: [], onProgress: () => undefined });
    await client.query('COMMIT');
  }
  await client.end();
  const models = await ReadModels.open({ url: `${database.url}?options=-c%20search_path%3Dmade` });
  try {
    const { upQueries } = await models.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries).toEqual([]);
  } finally {
    await models.close();
  }
});

describe('a query to a database that has stopped answering', () => {
  it('fails instead of waiting for ever, and the next one finds a database that answers again', async () => {
    const models = await ReadModels.open({ url: network.url, patience: 1_500 });
    const store = new MemoryEventStore();
    const engine = new ProjectionEngine({ store, databaseUrl: database.url, projections: PROJECTIONS });
    try {
      await engine.start();
      const asked = { limit: 1 };
      expect((await models.findCases(asked)).items).toEqual([]);
      network.silent = true;
      await expect(models.findCases(asked)).rejects.toMatchObject({ driverError: { code: 'ETIMEDOUT' } });
      network.silent = false;
      expect((await models.findCases(asked)).items).toEqual([]);
    } finally {
      network.silent = false;
      await engine.stop();
      await models.close();
    }
  });
});
