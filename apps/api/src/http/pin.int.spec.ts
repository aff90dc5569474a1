import { PostgresEventStore } from '#event-store';
import { Ledger } from '#ledger';
import { ProjectionEngine } from '#projections';
import { PROJECTIONS } from '#read-models';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { EXAMPLE, REPORT_KEY } from '../openapi/examples.js';
import { OPERATIONS } from '../openapi/operations.js';
import { openApiDocument } from '../openapi/document.js';
import { PUBLICATION_EXAMPLE } from '../openapi/published-report-examples.js';
import { createLogger } from '../../../runtime/src/index.js';
import { loadReportCases } from '../service/load-report-cases.js';
import { openCase } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

const casesProjection = PROJECTIONS.find(({ name }) => name === 'cases')!;
const before = casesProjection.version - 1;

let database: TestDatabase;
let store: PostgresEventStore;
/** A program of before, which goes on following the log. */
let earlier: ProjectionEngine;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  store = await PostgresEventStore.open({ url: database.url });
  await loadReportCases(new Ledger(store), store, createLogger({ logLevel: 'silent', logFormat: 'json' }));
  const projections = [{ ...casesProjection, version: before }];
  earlier = new ProjectionEngine({ store, databaseUrl: database.url, projections });
  await earlier.start();
  await earlier.control.waitFor('cases', (await store.head())!);
  api = await TestApi.start({ url: database.url });
  await api.post('/v1/reports/published', PUBLICATION_EXAMPLE, { 'idempotency-key': REPORT_KEY });
  await api.projections.waitFor('cases', (await store.head())!, { of: 'newest' });
  await earlier.control.waitFor('cases', (await store.head())!, { versions: { cases: before } });
});

afterAll(async () => {
  await api.stop();
  await earlier.stop();
  await store.close();
  await database.drop();
});

const takesPin = ({ parameters }: { parameters: { name: string }[] }) => parameters.some(({ name }) => name === 'pin');

describe('pin', () => {
  const documented = openApiDocument().paths as Record<string, Record<string, { parameters: { name: string }[] }>>;
  const queries = OPERATIONS.filter(({ method, path }) => method === 'get' && takesPin(documented[path]!.get!));
  const address = ({ path, example = '' }: (typeof queries)[number]) =>
    `${path}${example || '?'}`.replace(/\{(\w+)\}/g, (_, name: string) => EXAMPLE[name as keyof typeof EXAMPLE]);

  it('is taken by whatever reads the tables', () => {
    const others = OPERATIONS.filter((operation) => operation.method === 'get' && !queries.includes(operation));
    expect(
      others
        .map(({ path }) => path)
        .filter((path) => !/webhooks|projections|healthz|readyz|metrics|problems/.test(path)),
    ).toEqual(['/v1/events', '/v1/cases/{caseId}/events']);
  });

  it.each(queries.map((query) => [query.path, query] as const))('is heeded by GET %s', async (_path, query) => {
    const unreadable = await api.get(`${address(query)}&pin=cases:999`);
    expect([unreadable.status, unreadable.body]).toMatchObject([
      409,
      {
        type: '/problems/not-readable',
        detail: 'Nothing can be read from cases:999: it is retired, or was never built here.',
        pinned: 'cases:999',
      },
    ]);
    expect((await api.get(`${address(query)}&pin=cases:${before}`)).status).toBe(200);
  });

  it.each(['', 'cases', 'cases:0', 'cases:x', 'cases:4.1', 'nobody:1', 'cases:4,', 'cases:4,cases:5'])(
    'that is none is named: %j',
    async (pin) => {
      const { status, body } = await api.get(`/v1/cases?pin=${pin}`);
      expect([status, body.errors]).toMatchObject([
        422,
        [{ field: 'pin', message: expect.stringContaining('cases:4') }],
      ]);
    },
  );

  it('is not for what comes from the events', async () => {
    const ofCase = `/v1/cases/${EXAMPLE.caseId}`;
    for (const path of [`${ofCase}?asOf=2022`, `${ofCase}/timeline?knownAt=2030`, `${ofCase}/events?`, '/v1/events?']) {
      const { status, body } = await api.get(`${path}&pin=cases:${before}`);
      expect([status, body.errors]).toMatchObject([422, [{ field: 'pin' }]]);
    }
  });

  it('gives no ETag: no write is to be decided on tables that do not serve', async () => {
    const path = `/v1/cases/${EXAMPLE.caseId}`;
    expect((await api.get(path)).headers.get('etag')).not.toBeNull();
    expect((await api.get(`${path}?pin=cases:${before}`)).headers.get('etag')).toBeNull();
  });

  it('is waited for with minPosition and position', async () => {
    const { position, caseId } = await openCase(api);
    const found = await api.get(`/v1/cases/${caseId}?minPosition=${position}&pin=cases:${before}`);
    expect([found.status, found.body.caseId]).toEqual([200, caseId]);
    await earlier.control.pause('cases', before);
    const later = await openCase(api);
    for (const path of ['/v1/cases?minPosition', '/v1/reports/response-times?position']) {
      expect((await api.get(`${path}=${later.position}`)).status).toBe(200);
      const { status, body } = await api.get(`${path}=${later.position}&pin=cases:${before}`);
      expect([status, body.type, body.detail]).toEqual([
        503,
        '/problems/projection-stopped',
        'Projection cases is paused.',
      ]);
    }
    expect((await api.get(`/v1/cases?minPosition=${later.position}&pin=cases:999`)).status).toBe(409);
  });
});
