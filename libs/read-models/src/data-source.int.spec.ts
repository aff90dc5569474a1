import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { ReadModels } from './read-models.js';

let database: TestDatabase;
let network: Server;
/** While it is set, nothing that is sent arrives, and nobody hears of it. */
let swallowing = false;
let url: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const { hostname, port } = new URL(database.url);
  network = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.on('data', (bytes) => swallowing || far.write(bytes)).on('close', () => far.destroy());
    far.on('data', (bytes) => near.write(bytes)).on('close', () => near.destroy());
    for (const socket of [near, far]) socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(network, 'listening');
  const through = new URL(database.url);
  through.host = `127.0.0.1:${(network.address() as AddressInfo).port}`;
  url = through.href;
});
afterAll(async () => {
  network.close();
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
    const models = await ReadModels.open({ url, patience: 300 });
    try {
      const asked = { limit: 1 };
      expect((await models.findCases(asked)).items).toEqual([]);
      swallowing = true;
      await expect(models.findCases(asked)).rejects.toMatchObject({ driverError: { code: 'ETIMEDOUT' } });
      swallowing = false;
      expect((await models.findCases(asked)).items).toEqual([]);
    } finally {
      swallowing = false;
      await models.close();
    }
  });
});
