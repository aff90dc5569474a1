import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { Network } from '../../../test/support/network.js';
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

it('the entities say what the migrations made', async () => {
  const models = await ReadModels.open({ url: database.url });
  try {
    const { upQueries } = await models.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries).toEqual([]);
  } finally {
    await models.close();
  }
});

describe('a query to a database that has stopped answering', () => {
  it('fails instead of waiting for ever, and the next one finds a database that answers again', async () => {
    const models = await ReadModels.open({ url: network.url, patience: 300 });
    try {
      const asked = { limit: 1 };
      expect((await models.findCases(asked)).items).toEqual([]);
      network.silent = true;
      await expect(models.findCases(asked)).rejects.toMatchObject({ driverError: { code: 'ETIMEDOUT' } });
      network.silent = false;
      expect((await models.findCases(asked)).items).toEqual([]);
    } finally {
      network.silent = false;
      await models.close();
    }
  });
});
