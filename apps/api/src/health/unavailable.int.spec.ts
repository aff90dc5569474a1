import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster, type EmbeddedPostgres } from '../../../../test/support/cluster.js';
import { until } from '../../../../test/support/until.js';
import { openCase } from '../test-support/samples.js';
import { TestApi, type Answer } from '../test-support/test-api.js';

let server: EmbeddedPostgres;
let api: TestApi;

beforeAll(async () => {
  server = await startCluster();
  api = await TestApi.start({ url: server.databaseUrl });
}, 60_000);
afterAll(async () => {
  await api.stop();
  await server.remove();
});

function expectUnavailable({ status, headers, body, text }: Answer): void {
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect([status, body.type]).toEqual([503, '/problems/unavailable']);
  expect(headers.get('retry-after')).toBe('5');
  expect(text).not.toMatch(/postgres|127\.0\.0\.1|ECONN|password/i);
}

describe('while PostgreSQL is away', () => {
  it('everything that needs it is a 503, and all of it recovers by itself', async () => {
    const { caseId } = await openCase(api, { title: 'Before' });
    await until('readiness', async () => (await api.get('/readyz')).status === 200);
    await server.stop();

    const key = { 'idempotency-key': 'during' };
    const note = () => api.post(`/v1/cases/${caseId}/steps/note-added`, { note: 'During' }, key);
    const [write, ...reads] = await Promise.all([
      note(),
      ...['/v1/cases', `/v1/cases/${caseId}`, '/v1/unions', '/v1/reports/accountability', '/v1/events'].map((path) =>
        api.get(path),
      ),
      api.get('/v1/events', { accept: 'application/x-ndjson' }),
      api.get('/v1/projections'),
    ]);
    for (const answer of [write, ...reads]) expectUnavailable(answer);
    expect((await api.get('/healthz')).status).toBe(200);
    expect((await api.get('/metrics')).status).toBe(200);
    const ready = await api.get('/readyz');
    expect([ready.status, ready.body.type]).toEqual([503, '/problems/not-ready']);
    expect(ready.body.checks).toMatchObject({ eventStore: { status: 'down' }, readModels: { status: 'down' } });

    await server.start();
    let retry = await note();
    while (retry.status === 503) {
      await sleep(50);
      retry = await note();
    }
    expect(retry.status).toBe(201);
    expect((await note()).body).toEqual(retry.body);
    const { body } = await api.get(`/v1/cases/${caseId}/timeline?minPosition=${retry.body.position}`);
    expect(body.steps.map(({ content }: { content: { note?: string } }) => content.note)).toEqual([
      undefined,
      'During',
    ]);
    expect((await api.get('/readyz')).status).toBe(200);
  }, 90_000);
});
