import { randomInt } from 'node:crypto';
import { EmbeddedPostgres } from '../../apps/runtime/src/index.js';
import { DataDirectory } from '../support/data-directory.js';
import { Service } from '../support/service.js';
import {
  expectRecordedOnce,
  expectRetriesToAnswerTheSame,
  expectTablesLikeRebuilt,
  expectWholeLog,
} from '../support/checks.js';
import { Load } from '../support/load.js';

const ROUNDS = 3;
const WORKERS = 16;

let data: DataDirectory;
beforeEach(async () => void (data = await DataDirectory.create()));
afterEach(() => data.remove());

describe('a service that is killed under load', () => {
  it('has every acknowledged step exactly once when it is back, nothing half-written, and answers retries as before', async () => {
    const variables = { DATA_DIR: data.path, LOAD_REPORT_CASES: 'false' };
    let service = await Service.start(variables);
    expect(await service.client.events()).toEqual([]);
    const attempts = [];
    for (let round = 0; round < ROUNDS; round++) {
      const load = await Load.start(service.client, WORKERS);
      await load.goesOn(randomInt(1, 300));
      // In the last round the machine loses its power.
      if (round === ROUNDS - 1) process.kill((await data.postgresPid())!, 'SIGKILL');
      await service.kill();
      await load.ended();
      expect(
        load.attempts.flatMap(({ answers }) => answers).filter(({ status }) => ![201, 503].includes(status)),
      ).toEqual([]);

      service = await Service.start(variables);
      attempts.push(...load.attempts);
      const events = await service.client.events();
      expectWholeLog(events);
      expectRecordedOnce(attempts, events);
      await expectRetriesToAnswerTheSame(service.client, load);
      expectRecordedOnce(attempts, await service.client.events());
    }
    const { databaseUrl } = await EmbeddedPostgres.attach(data.path);
    await expectTablesLikeRebuilt(service.client, databaseUrl, { DATA_DIR: data.path });
    expect((await service.terminate()).status).toBe(0);
  });
});

describe('a service that is killed while it loads the study’s cases for the first time', () => {
  it('makes up for it at the next start, and loads nothing twice', async () => {
    const variables = { DATA_DIR: data.path };
    await (await Service.startListening(variables)).kill();
    const service = await Service.start(variables);
    const events = await service.client.events();
    expectWholeLog(events);
    expect(events).toHaveLength(92);
    expect((await service.client.read('/v1/reports/accountability')).cases).toBe(14);
    await service.terminate();
  });
});
