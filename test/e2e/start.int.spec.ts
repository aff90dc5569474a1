import { readFile, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { DataDirectory } from '../support/data-directory.js';
import { createTestDatabase } from '../support/database.js';
import { npmStart, run } from '../support/processes.js';
import { Service } from '../support/service.js';
import { until } from '../support/until.js';

const DOCUMENT = new URL('../../docs/report-cases.md', import.meta.url);

/** Cells of the lines that draw a table, whatever draws its columns. */
function tableIn(text: string, divider: string): string[][] {
  const lines = text.split('\n').filter((line) => line.trimStart().startsWith(divider));
  const rows = lines.map((line) => line.split(divider).slice(1, -1));
  return rows
    .map((cells) => cells.map((cell) => cell.replaceAll('*', '').trim()))
    .filter(([first]) => !/^-+$/.test(first!));
}

/** The counts of the table of first replies by level and column. */
function counts([head, ...rows]: string[][]) {
  const columns = ['helped', 'informed', 'deflected', 'silent', 'competing', 'not called', 'called'];
  return rows.map(([level, ...cells]) => {
    const byColumn = Object.fromEntries(cells.map((cell, index) => [head![index + 1]!, cell]));
    return [level, ...columns.map((column) => Number(byColumn[column]))];
  });
}

async function documentedCounts() {
  const [, section] = (await readFile(DOCUMENT, 'utf8')).split('## First reply, per level');
  const table = tableIn(section!.split('An engagement is')[0]!, '|');
  return counts(table);
}

describe('a start with nothing configured but where to keep things', () => {
  let data: DataDirectory;
  beforeAll(async () => void (data = await DataDirectory.create()));
  afterAll(() => data.remove());

  const start = (more = {}) => Service.start({ DATA_DIR: data.path, ...more });

  it('loads the study’s cases once, serves them, and keeps everything from one start to the next', async () => {
    const first = await start();
    expect(counts(tableIn(first.stdout, '│'))).toEqual(await documentedCounts());
    const { client } = first;
    await until('readiness', async () => (await client.get('/readyz')).status === 200);
    expect((await client.get('/healthz')).status).toBe(200);
    expect((await client.get('/docs')).status).toBe(200);
    const [list] = /\/v1\/engagements\?\S+(?=')/.exec(first.stdout)!;
    expect((await client.read(list)).items).toHaveLength(6);
    expect((await client.read('/v1/cases?limit=100')).items).toHaveLength(14);
    expect((await client.read('/v1/unions?limit=100')).items).toHaveLength(17);
    const { caseId } = await client.record('/v1/cases', { openedBy: 'received', title: 'Ours' });
    const events = await client.events();
    expect(events).toHaveLength(93);

    expect(await first.terminate()).toMatchObject({ status: 0, signal: null });
    expect(await data.postgresPid()).toBeUndefined();
    expect(await data.postgresLog()).toContain('database system is shut down');

    const second = await start();
    expect(await data.postgresLog()).not.toContain('not properly shut down');
    expect(await second.client.events()).toEqual(events);
    expect(counts(tableIn(second.stdout, '│'))).toEqual(await documentedCounts());
    expect(await second.client.read(`/v1/cases/${caseId}`)).toMatchObject({ title: 'Ours', revision: 0 });
    expect(await second.terminate('SIGINT')).toMatchObject({ status: 0, signal: null });
  });

  it('says who holds the directory when a second one is started on it, and leaves the first alone', async () => {
    const first = await start();
    const second = await run('api', [], { DATA_DIR: data.path, PORT: '0' }).ended;
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(
      `recourse cannot start: the data directory ${data.path} is held by process ${first.pid}`,
    );
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect((await first.client.get('/healthz')).status).toBe(200);
    await first.terminate();
  });

  it('says plainly that its port is in use, and stops what it had started', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { status, stderr } = await run('api', [], { DATA_DIR: data.path, PORT: String(port) }).ended;
    other.close();
    expect([status, stderr]).toEqual([
      1,
      `recourse cannot start: port ${port} on 127.0.0.1 is in use: stop who listens there, or set PORT\n`,
    ]);
    expect(await data.postgresPid()).toBeUndefined();
  });

  it('may be told to end before it has begun, and then leaves nothing running', async () => {
    const { child, ended } = run('api', [], { DATA_DIR: data.path, PORT: '0', LOG_FORMAT: 'json' });
    await until('its hold on the directory', () => stat(join(data.path, 'server.json')));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ status: 0, signal: null });
    expect(await data.postgresPid()).toBeUndefined();
  });
});

describe('npm start', () => {
  it('passes on that it shall end, and ends with the service', async () => {
    const data = await DataDirectory.create();
    try {
      const variables = { DATA_DIR: data.path, PORT: '0', LOG_FORMAT: 'json', LOAD_REPORT_CASES: 'false' };
      const { child, output, ended } = npmStart(variables);
      await until('the service', () => output.stdout.includes('Recourse is running'));
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ status: 0, signal: null, stdout: expect.stringContaining('"stopped"') });
      expect(await data.postgresPid()).toBeUndefined();
    } finally {
      await data.remove();
    }
  });
});

describe('a start on a database that is there', () => {
  it('loads nothing unless asked to', async () => {
    const database = await createTestDatabase();
    try {
      const start = (more = {}) => Service.start({ DATABASE_URL: database.url, ...more });
      const empty = await start();
      expect(await empty.client.events()).toEqual([]);
      expect(counts(tableIn(empty.stdout, '│'))).toEqual([['all levels', 0, 0, 0, 0, 0, 0, 0]]);
      await empty.terminate();
      const loaded = await start({ LOAD_REPORT_CASES: 'true' });
      expect(await loaded.client.events()).toHaveLength(92);
      await loaded.terminate();
    } finally {
      await database.drop();
    }
  });

  it('says plainly that nobody is there, and not with which password it asked', async () => {
    const { status, stderr } = await run('api', [], { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/none' }).ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(/^recourse cannot start: .*\n$/);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('a start with a wrong value', () => {
  it.each([
    ['PORT', '80a', 'must be a whole number from 0 (any free port) to 65535'],
    ['DATABASE_URL', 'mysql://me:hunter2@host/db', 'must be a postgres:// URL'],
  ])('of %s (%s) ends with its name and the reason', async (name, value, reason) => {
    const { status, stdout, stderr } = await run('api', [], { [name]: value }).ended;
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`${name} ${reason}`);
    expect(stderr).not.toMatch(/hunter2|\n +at /);
  });

  it('names every wrong value at once', async () => {
    const wrong = { PORT: '70000', LOG_FORMAT: 'xml', LOAD_REPORT_CASES: 'yes', SHUTDOWN_TIMEOUT_MS: '0' };
    const { stderr } = await run('api', [], wrong).ended;
    for (const name of Object.keys(wrong)) expect(stderr).toContain(name);
  });
});
