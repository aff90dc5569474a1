import { jest } from '@jest/globals';
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { Closers, createLogger, explain, readConfiguration, type Configuration } from '../../../runtime/src/index.js';
import { startService } from './start-service.js';

let database: TestDatabase;
let printed: string;

beforeEach(async () => {
  database = await createTestDatabase();
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.drop();
});

const logger = createLogger({ logLevel: 'silent', logFormat: 'json' });
const configuration = (more: NodeJS.ProcessEnv = {}): Configuration =>
  readConfiguration({ DATABASE_URL: database.url, PORT: '0', LOAD_REPORT_CASES: 'true', ...more });

const start = (chosen: Configuration) => Closers.around((closers) => startService(chosen, logger, closers));

const urlPrinted = () => /API +(http\S+)\/v1\/cases/.exec(printed)![1]!;

async function connections(): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await client.end();
  return rows[0].n as number;
}

describe('the service', () => {
  it('loads the report cases, says where it is, and shows how each level responded', async () => {
    const running = await start(configuration());
    try {
      expect(printed).toMatch(/municipal +│ +8 │ +1 │ +0 │ +6 │ +0 │ +1 │ +1/);
      expect(printed).toContain(`${urlPrinted()}/docs`);
      const list = /curl '([^']+)'/.exec(printed)![1]!;
      expect(((await (await fetch(list)).json()) as { items: unknown[] }).items).toHaveLength(6);
      const metrics = await (await fetch(`${urlPrinted()}/metrics`)).text();
      expect(metrics).toMatch(/^recourse_appends_total [1-9]/m);
      expect(metrics).toMatch(/^recourse_append_group_size_count [1-9]/m);
      expect(metrics).toContain('recourse_projection_lag_events{projection="cases"} 0');
      expect(metrics).toContain('recourse_projection_healthy{projection="unions"} 1');
      expect(metrics).toContain('nodejs_eventloop_lag_seconds');
      expect(metrics).toMatch(/recourse_http_request_duration_seconds_count\{method="GET",route="\/v1\/engagements"/);
    } finally {
      await running.close();
    }
    expect(await connections()).toBe(0);
  });

  it('starts again on what is there', async () => {
    await (await start(configuration())).close();
    const first = printed;
    printed = '';
    await (await start(configuration())).close();
    const table = (text: string) => text.replace(/http:\S+/g, '');
    expect(table(printed)).toBe(table(first));
  });

  it('leaves the read models to another process when told to', async () => {
    const api = await start(configuration({ PROJECTOR: 'off', LOAD_REPORT_CASES: 'false' }));
    try {
      const { items } = (await (await fetch(`${urlPrinted()}/v1/projections`)).json()) as { items: object[] };
      expect(items).toMatchObject([{ state: 'booting', position: null }, { state: 'booting' }, { state: 'booting' }]);
      const ready = await fetch(`${urlPrinted()}/readyz`);
      expect(ready.status).toBe(503);
      const booting = ['cases', 'published_reports', 'unions'];
      expect(await ready.json()).toMatchObject({ checks: { projections: { booting } } });
    } finally {
      await api.close();
    }
  });

  it('counts nothing when nobody keeps the read models, and says who would', async () => {
    const api = await start(configuration({ PROJECTOR: 'off' }));
    await api.close();
    expect(printed).toContain('npm run projector');
    expect(printed).not.toContain('│');
  });

  it('tells a port that is in use, and leaves nothing open', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const failure = await start(configuration({ PORT: String(port) })).catch((error: unknown) => error);
    expect(explain(failure)).toBe(`port ${port} on 127.0.0.1 is in use: stop who listens there, or set PORT`);
    expect(await connections()).toBe(0);
    other.close();
  });

  it('does not wait for clients who only keep a connection, or never take their answer', async () => {
    const impatient = configuration({ SHUTDOWN_TIMEOUT_MS: '1000' });
    const running = await start(impatient);
    const { port, hostname } = new URL(urlPrinted());
    const silent = connect(Number(port), hostname);
    const unfinished = connect(Number(port), hostname);
    await Promise.all([once(silent, 'connect'), once(unfinished, 'connect')]);
    unfinished.write(
      'POST /v1/cases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n',
    );
    await fetch(`${urlPrinted()}/healthz`);
    const closed = Promise.all([once(silent.resume(), 'close'), once(unfinished.resume(), 'close')]);
    await running.close();
    await closed;
  });

  it('answers what it has taken before it closes, and takes nothing more', async () => {
    const running = await start(configuration({ LOAD_REPORT_CASES: 'false' }));
    const url = urlPrinted();
    const body = JSON.stringify({ openedBy: 'received', title: 'x' });
    const open = () =>
      fetch(`${url}/v1/cases`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(
        ({ status }) => status,
      );
    const taken = Array.from({ length: 20 }, open);
    await Promise.race(taken);
    await running.close();
    const outcomes = await Promise.allSettled(taken);
    expect(outcomes).toContainEqual({ status: 'fulfilled', value: 201 });
    await expect(open()).rejects.toThrow();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query('SELECT count(*)::int AS n FROM event_store.events');
    await client.end();
    const acknowledged = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value === 201);
    expect(rows[0].n).toBeGreaterThanOrEqual(acknowledged.length);
  });
});
