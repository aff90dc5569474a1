import type { Answer } from '../support/client.js';
import { startCluster, type EmbeddedPostgres } from '../support/cluster.js';
import { DataDirectory } from '../support/data-directory.js';
import { Service } from '../support/service.js';
import { until } from '../support/until.js';
import {
  expectRecordedOnce,
  expectRetriesToAnswerTheSame,
  expectTablesLikeRebuilt,
  expectWholeLog,
} from '../support/checks.js';
import { Load } from '../support/load.js';

const WORKERS = 16;
const OPENING = { openedBy: 'received', title: 'While PostgreSQL was away' };

let events: EmbeddedPostgres;
let models: EmbeddedPostgres;
let variables: Record<string, string>;
let service: Service;

beforeAll(async () => {
  [events, models] = [await startCluster(), await startCluster()];
  variables = { EVENT_STORE_URL: events.databaseUrl, DATABASE_URL: models.databaseUrl };
  service = await Service.start(variables);
});
afterAll(async () => {
  await service.kill();
  await events.remove();
  await models.remove();
});

function expectUnavailable({ status, headers, body, text }: Answer): void {
  expect([status, headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8']);
  expect(body).toMatchObject({ type: '/problems/unavailable', status: 503, title: expect.any(String) });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(text).not.toMatch(/postgres|127\.0\.0\.1|ECONN|password/i);
}

async function expectNotReady(checks: object): Promise<void> {
  const { status, headers, body } = await service.client.get('/readyz');
  expect([status, body.type, headers.has('retry-after')]).toEqual([503, '/problems/not-ready', true]);
  expect(body.checks).toMatchObject(checks);
  expect((await service.client.get('/healthz')).status).toBe(200);
}

const ready = () => until('readiness', async () => (await service.client.get('/readyz')).status === 200);

describe('while the PostgreSQL of the events is away', () => {
  it('writes are refused for now and queries still answered, until it is back', async () => {
    const { client } = service;
    await client.record('/v1/cases', OPENING);
    await until('the case in the list', async () => (await client.read('/v1/cases')).items.length === 1);
    await events.stop();
    const key = { 'idempotency-key': 'during' };
    expectUnavailable(await client.post('/v1/cases', OPENING, key));
    expect((await client.read('/v1/cases')).items).toHaveLength(1);
    expect((await client.get('/v1/reports/response-times')).status).toBe(200);
    await expectNotReady({ eventStore: { status: 'down' }, readModels: { status: 'up' } });

    await events.start();
    await ready();
    const { caseId, position } = await client.record('/v1/cases', OPENING, key);
    expect(await client.read(`/v1/cases/${caseId}?minPosition=${position}`)).toMatchObject({ revision: 0 });
  });
});

describe('while the PostgreSQL of the read models is away', () => {
  it('steps are recorded all the same, and seen once it is back', async () => {
    const { client } = service;
    await models.kill();
    const { caseId, position } = await client.record('/v1/cases', OPENING);
    await client.record(`/v1/cases/${caseId}/steps/note-added`, { note: 'Nobody sees this yet' });
    expectUnavailable(await client.get('/v1/cases'));
    expectUnavailable(await client.get(`/v1/cases/${caseId}/timeline`));
    await expectNotReady({ eventStore: { status: 'up' }, readModels: { status: 'down' } });

    await models.start();
    await ready();
    await until('the step', async () => {
      const { steps } = await client.read(`/v1/cases/${caseId}/timeline?minPosition=${position}`);
      return steps.length === 2;
    });
  });
});

describe('PostgreSQL that is killed and stopped under load', () => {
  it('costs no acknowledged step, leaves nothing twice, and the service recovers by itself', async () => {
    const load = await Load.start(service.client, WORKERS);
    await load.goesOn(100);
    await events.kill();
    await models.kill();
    await until('a refusal', () => load.attempts.some(({ answers }) => answers.some(({ status }) => status === 503)));
    await events.start();
    await models.start();
    await load.goesOn(100);
    await events.restart();
    await models.restart();
    await load.goesOn(100);
    await load.end();

    const answers = load.attempts.flatMap(({ answers }) => answers);
    for (const answer of answers) if (answer.status !== 201) expectUnavailable(answer);
    expect(load.attempts.filter(({ failure }) => failure)).toEqual([]);
    const log = await service.client.events();
    expectWholeLog(log);
    expectRecordedOnce(load.attempts, log);
    await expectRetriesToAnswerTheSame(service.client, load);
    await ready();
    await expectTablesLikeRebuilt(service.client, models.databaseUrl, variables);
  });
});

describe('the embedded PostgreSQL', () => {
  it('is started again by the service when it is killed', async () => {
    const data = await DataDirectory.create();
    try {
      const embedded = await Service.start({ DATA_DIR: data.path, LOAD_REPORT_CASES: 'false' });
      const { caseId } = await embedded.client.record('/v1/cases', OPENING);
      const first = (await data.postgresPid())!;
      process.kill(first, 'SIGKILL');
      await until('another PostgreSQL', async () => ![undefined, first].includes(await data.postgresPid()));
      await until('readiness', async () => (await embedded.client.get('/readyz')).status === 200);
      await embedded.client.record(`/v1/cases/${caseId}/steps/note-added`, { note: 'Afterwards' });
      expect(await embedded.client.events()).toHaveLength(2);
      expect((await embedded.terminate()).status).toBe(0);
    } finally {
      await data.remove();
    }
  });
});
