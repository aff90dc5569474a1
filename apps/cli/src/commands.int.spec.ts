import { eventsOf, PostgresEventStore, type RecordedEvent } from '#event-store';
import { reportCasesFile } from '#interchange';
import { TABULATIONS } from '#measures';
import { ProjectionEngine, type BatchReport } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { exec, execFile } from 'node:child_process';
import { chmod, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { until } from '../../../test/support/until.js';
import { MAIN, recourse, start, type Ended } from './test-support/recourse.js';
import { inSession } from './test-support/session.js';

let directory: string;
let database: TestDatabase;
let store: PostgresEventStore;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'recourse-cli-'));
  // The embedded PostgreSQL runs as another user when we are root.
  await chmod(directory, 0o711);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function createDatabase(): Promise<void> {
  database = await createTestDatabase();
  store = await PostgresEventStore.open({ url: database.url });
}

async function dropDatabase(): Promise<void> {
  await store.close();
  await database.drop();
}

const here = (...args: string[]): Promise<Ended> => inSession(args, { DATABASE_URL: database.url });
const inOwnProcess = (...args: string[]): Promise<Ended> => recourse(args, { DATABASE_URL: database.url });

async function file(name: string, lines: Iterable<object | string>): Promise<string> {
  const path = join(directory, name);
  const text = [...lines].map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  await writeFile(path, text);
  return path;
}

async function log(): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of eventsOf(store.readAll())) events.push(event);
  return events;
}

const UNION = { kind: 'union', key: 'u', level: 'municipal', en: 'A union' };
const STEPS = [
  { key: 's1', type: 'union_called', union: 'u', at: '2021-06', outcome: 'reached' },
  { key: 's2', type: 'deflected', union: 'u', at: '2021-07', reasons: ['not_member'] },
];
const aCase = (key: string) => ({
  kind: 'case',
  key,
  title: 'Unpaid',
  opened: { by: 'received', at: '2021' },
  steps: STEPS,
});
/** As many cases as keep an import busy for a while. */
const many = (cases: number) => [UNION, ...Array.from({ length: cases }, (_, n) => aCase(`c${n}`))];

describe('recourse import', () => {
  beforeEach(createDatabase);
  afterEach(dropDatabase);

  it('records the published cases, brings the read models up to date, and changes nothing the second time', async () => {
    const first = await inOwnProcess('import', reportCasesFile());
    expect(first).toEqual({
      status: 0,
      stdout:
        '31 read: 31 recorded, 0 already there, 0 failed\n92 events recorded, the last at position 0000000000000000092\n',
      stderr: '',
    });
    const states = JSON.parse((await here('projections', 'list', '--json')).stdout) as { items: object[] };
    expect(states.items).toMatchObject([
      { name: 'cases', state: 'running', lag: { behind: 0 } },
      { name: 'published_reports', state: 'running', lag: { behind: 0 } },
      { name: 'unions', state: 'running', lag: { behind: 0 } },
    ]);
    const second = await here('import', reportCasesFile());
    expect(second).toEqual({ status: 0, stdout: '31 read: 0 recorded, 31 already there, 0 failed\n', stderr: '' });
    expect(await log()).toHaveLength(92);
  });

  it('tells bad lines as file:line: key: field: reason, records the others, and ends with 1', async () => {
    const path = await file('bad.jsonl', [UNION, '', '{"kind"', { ...aCase('b'), title: '' }, aCase('a')]);
    const { status, stdout, stderr } = await here('import', path);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^4 read: 2 recorded, 0 already there, 2 failed\n/);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(`^${path}:3: the line is not JSON: `),
      expect.stringMatching(`^${path}:4: b: title: must `),
      '',
    ]);
  });

  it('leaves the read models to a server that is at work on them', async () => {
    const readModels = await ReadModels.open({ url: database.url });
    const handled = new Map<string, number>();
    const onBatch = ({ projection, events }: BatchReport) =>
      void handled.set(projection, (handled.get(projection) ?? 0) + events);
    const server = { store, databaseUrl: database.url, projections: PROJECTIONS, hooks: { onBatch } };
    const engine = new ProjectionEngine(server);
    await engine.start();
    // An engine that has handled something is in charge.
    expect(await here('import', await file('first.jsonl', many(1)))).toMatchObject({ status: 0 });
    while (!handled.has('cases') || !handled.has('unions')) await new Promise(setImmediate);
    handled.clear();

    expect(await here('import', reportCasesFile())).toMatchObject({ status: 0, stderr: '' });
    expect((await readModels.findCases({ limit: 100 })).items).toHaveLength(15);
    expect(handled.get('cases')).toBeGreaterThan(0);
    await engine.stop();
    await readModels.close();
  });

  it('says of an empty file that it is empty', async () => {
    expect(await here('import', await file('empty.jsonl', []))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('holds no unions, no cases and no events'),
    });
  });

  it('derives ids from the source, so that a file may change its name', async () => {
    await here('import', await file('monday.jsonl', many(1)), '--source', 'depot');
    const { stdout } = await here('import', await file('tuesday.jsonl', many(2)), '--source', 'depot');
    expect(stdout).toMatch(/^3 read: 1 recorded, 2 already there, 0 failed\n/);
  });

  it('reads from a pipe', async () => {
    const path = await file('piped.jsonl', many(1));
    const main = [process.execPath, MAIN, 'import', '/dev/stdin', '--source', 'pipe'].join(' ');
    const { stdout } = await promisify(exec)(`cat ${path} | ${main}`, {
      env: { DATABASE_URL: database.url, PATH: process.env.PATH },
    });
    expect(stdout).toMatch(/^2 read: 2 recorded/);
  });

  it('reads standard input where the file is called -', async () => {
    const running = start(['import', '-', '--source', 'pipe'], { DATABASE_URL: database.url });
    running.process.stdin!.end(
      many(1)
        .map((item) => JSON.stringify(item))
        .join('\n'),
    );
    const { status, stdout } = await running.ended;
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^2 read: 2 recorded/)]);
  });

  it('stops when it is interrupted while a pipe is silent, with what has come recorded', async () => {
    const running = start(['import', '-'], { DATABASE_URL: database.url });
    running.process.stdin!.write(
      many(600)
        .map((item) => `${JSON.stringify(item)}\n`)
        .join(''),
    );
    while ((await store.head()) === undefined) await new Promise(setImmediate);
    running.process.kill('SIGINT');
    const { status, stdout } = await running.ended;
    expect([status, stdout]).toEqual([130, expect.stringMatching(/^stopped after line \d+: /)]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops at %s before anything has come', async (signal) => {
    const path = join(directory, `silent-${signal}`);
    await promisify(execFile)('mkfifo', [path]);
    const running = start(['import', path], { DATABASE_URL: database.url });
    const writer = await open(path, 'w'); // returns when the import reads
    running.process.kill(signal);
    expect(await running.ended).toMatchObject({ status: 130, stderr: '' });
    await writer.close();
  });

  it('says in one line that a compressed file is damaged', async () => {
    const path = join(directory, 'damaged.jsonl.gz');
    await writeFile(
      path,
      gzipSync(
        many(3)
          .map((item) => JSON.stringify(item))
          .join('\n'),
      ).subarray(0, -9),
    );
    const { status, stderr } = await here('import', path);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^recourse: .* its compression is damaged: .*\n$/)]);
  });

  it('stops in order when it is interrupted, says how far it came, and goes on from there', async () => {
    const path = await file('long.jsonl', many(20_000));
    const running = start(['import', path], { DATABASE_URL: database.url });
    while ((await store.head()) === undefined) await new Promise(setImmediate);
    running.process.kill('SIGINT');
    const { status, stdout } = await running.ended;
    expect(status).toBe(130);
    const [, lines] = /^stopped after line (\d+): /.exec(stdout)!;
    expect(stdout).toContain(`\n${lines} read: ${lines} recorded, 0 already there, 0 failed\n`);
    expect(await log()).toHaveLength(1 + (Number(lines) - 1) * 3);
  });

  it('records every case once, however often it is killed on the way', async () => {
    const cases = 2_000;
    const path = await file('killed.jsonl', many(cases));
    let kills = 0;
    for (let part = 1; ; part++) {
      const running = start(['import', path], { DATABASE_URL: database.url });
      // Somewhere in the next quarter of the log that is to be; when it ends before that, it has done it all.
      const enough = ((part - Math.random()) / 4) * cases * 3;
      const ended = () => running.process.exitCode !== null;
      await until('a part of the import', async () => ended() || Number((await store.head()) ?? 0) >= enough);
      if (part <= 4) running.process.kill('SIGKILL');
      if ((await running.ended).status === 0) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(0);

    const events = await log();
    expect(events).toHaveLength(1 + cases * 3);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(new Set(events.map(({ stream }) => stream)).size).toBe(1 + cases);
    const { stdout } = await here('report', 'response-times', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ total: { n: cases, classes: { deflected: cases } } });
  }, 180_000);
});

describe('with the published cases recorded', () => {
  beforeAll(async () => {
    await createDatabase();
    await here('import', reportCasesFile());
  });
  afterAll(dropDatabase);

  it('report response-times prints how each level answered', async () => {
    const { status, stdout, stderr } = await inOwnProcess('report', 'response-times');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^first reply, by level\n/);
    for (const level of ['provincial', 'municipal', 'district', 'subdistrict', 'total'])
      expect(stdout).toContain(level);
  });

  it('report response-times names unions, and takes any measure', async () => {
    const { stdout } = await here('report', 'response-times', '--group-by', 'union', '--measure', 'intervention');
    expect(stdout).toContain('Liupanshui municipal federation of trade unions');
    expect(stdout).not.toMatch(/[\da-f]{8}-/);
  });

  it("report accountability prints the study's table over the cases, whose counts add up", async () => {
    expect((await here('report', 'accountability')).stdout).toMatch(/^14 cases /);
    const { stdout } = await here('report', 'accountability', '--json');
    const { aware } = JSON.parse(stdout) as { aware: Record<string, { n: number }> };
    expect(Object.values(aware).reduce((sum, { n }) => sum + n, 0)).toBe(14);
  });

  it.each(TABULATIONS.map((tabulation) => [tabulation.name, tabulation] as const))(
    'report %s prints a table under what each tells, in the frame asked for',
    async (name, { sections }) => {
      const { status, stdout, stderr } = await here(
        'report',
        name,
        '--sector',
        'construction',
        '--as-of',
        '2021-12-31',
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/^4 cases \(0 duplicates left out\)\n/);
      for (const { about } of Object.values(sections)) expect(stdout).toContain(about);
      expect(stdout).toContain('as of 2021-12-31T15:59:59.999Z');
      const longest = Math.max(...stdout.split('\n').map((line) => (line.startsWith('│') ? line.length : 0)));
      expect(longest).toBeLessThan(120);
    },
  );

  it('a report over cases comes as CSV or JSON as well', async () => {
    const { stdout } = await here('report', 'credits', '--csv', '--opened', '2019');
    expect(stdout).toMatch(/^section,row,column,figure,n,/);
    const json = await here('report', 'credits', '--json', '--opened', '2019');
    expect(JSON.parse(json.stdout)).toMatchObject({ filter: { opened: '2019' }, cases: 1, resolutions: { n: 0 } });
  });

  it('a report over cases names the option that is wrong', async () => {
    const { status, stderr } = await here('report', 'deflections', '--region', 'north');
    expect([status, stderr]).toEqual([2, expect.stringContaining('--region')]);
  });

  it('report statutory-clocks lists what is overdue with the arithmetic, by the names of unions', async () => {
    expect((await here('report', 'statutory-clocks')).stdout).toMatch(/expired +│ +4 │ 12/);
    const { stdout } = await here('report', 'statutory-clocks', '--figure', 'arbitration.expired');
    expect(stdout.match(/ \+ 1 year( to a working day)? = \S+; not filed by \S+: \d+ to \d+ days over/g)).toHaveLength(
      4,
    );
    const calls = await here('report', 'statutory-clocks', '--figure', 'call.reached.answered_in_time');
    expect(calls.stdout).toContain('Liupanshui municipal federation of trade unions');
    expect(await here('report', 'statutory-clocks', '--figure', 'mood')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--figure: '),
    });
  });

  it('report referrals tells how long it lasts, and referral-edges is the graph', async () => {
    expect((await here('report', 'referrals')).stdout).toMatch(
      /n 11: 3 ended so, 1 otherwise, 7 not yet; median not reached( \(\d+ to not reached\))?$/m,
    );
    const { stdout } = await here('report', 'referral-edges');
    expect(stdout).toMatch(/^Source,Target,Type,Weight,Cases,/);
    const { edges } = JSON.parse((await here('report', 'referral-edges', '--json')).stdout) as { edges: unknown[] };
    expect(stdout.trimEnd().split('\r\n')).toHaveLength(1 + edges.length);
  });

  it('rebuild empties and fills one projection or all, with the same result', async () => {
    const report = await here('report', 'response-times', '--json');
    const { asOf, knownAt, position } = (JSON.parse(report.stdout) as { frame: Record<string, string> }).frame;
    const again = [
      'report',
      'response-times',
      '--json',
      '--as-of',
      asOf!,
      '--known-at',
      knownAt!,
      '--position',
      position!,
    ];
    expect(await here('rebuild', 'cases')).toEqual({ status: 0, stdout: 'rebuilt cases\n', stderr: '' });
    expect(await inOwnProcess('rebuild')).toEqual({
      status: 0,
      stdout: 'rebuilt unions, cases, published_reports\n',
      stderr: '',
    });
    expect(await here(...again)).toEqual(report);
  });

  it('projections pause and resume do so; a report beside a projection that stands still says so', async () => {
    expect(await inOwnProcess('projections', 'pause', 'cases')).toMatchObject({ status: 0 });
    expect(await here('projections', 'pause', 'cases')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('paused'),
    });
    const imported = await here('import', await file('late.jsonl', many(1)));
    expect(imported).toMatchObject({ status: 0, stderr: expect.stringContaining('projection cases is paused') });
    expect(await here('report', 'accountability')).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^14 cases/),
      stderr: expect.stringContaining('projection cases is paused'),
    });
    expect((await inOwnProcess('projections')).stdout).toMatch(/cases .* paused .* 4 /);
    expect(await here('projections', 'resume', 'cases')).toMatchObject({ status: 0, stderr: '' });
    expect((await here('report', 'accountability')).stdout).toMatch(/^15 cases/);
  });

  it('projections plan says what is to be built, and diff and retire look after versions', async () => {
    const plan = JSON.parse((await here('projections', 'plan', '--json')).stdout) as { items: object[] };
    expect(plan.items).toMatchObject(PROJECTIONS.map(({ name, version }) => ({ name, version, action: 'follow' })));
    expect((await here('projections', 'plan')).stdout).toContain('go on: it serves');

    const version = String(PROJECTIONS.find(({ name }) => name === 'cases')!.version);
    const diff = await here('projections', 'diff', 'cases', version, version);
    expect(diff).toMatchObject({ status: 0, stdout: expect.stringMatching(/^timelines: the same rows$/m), stderr: '' });
    expect(await here('projections', 'diff', 'cases', version, '99')).toMatchObject({
      status: 1,
      stderr: 'recourse: there are no tables of version 99 of projection cases\n',
    });
    expect(await here('projections', 'retire', 'cases', version)).toMatchObject({
      status: 1,
      stderr: `recourse: version ${version} of projection cases serves the queries\n`,
    });
  });

  it('reports read the version that they are pinned to, and say so', async () => {
    const pin = `cases:${PROJECTIONS.find(({ name }) => name === 'cases')!.version}`;
    expect(await here('report', 'accountability', '--pin', pin)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`, from ${pin} in place of what serves\n`),
      stderr: '',
    });
    const { stdout } = await here('report', 'response-times', '--pin', pin, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ frame: { pin } });
    for (const report of [['accountability'], ['response-times'], ['referral-edges'], ['published']]) {
      expect(await here('report', ...report, '--pin', 'cases:999')).toEqual({
        status: 3,
        stdout: '',
        stderr: 'recourse: nothing can be read from cases:999: it is retired, or was never built here\n',
      });
    }
  });

  it('projections retry and skip only what failed', async () => {
    for (const operation of ['retry', 'skip']) {
      const { status, stderr } = await here('projections', operation, 'cases');
      expect([status, stderr]).toEqual([1, 'recourse: projection cases is running, not failed\n']);
    }
  });
});

describe('with the embedded database', () => {
  it('starts it for the time of a command, and creates it only to import', async () => {
    const env = { DATA_DIR: join(directory, 'data') };
    expect(await recourse(['projections'], env)).toMatchObject({ status: 3 });
    expect(await recourse(['import', reportCasesFile()], env)).toMatchObject({ status: 0 });
    const { status, stdout } = await recourse(['report', 'accountability'], env);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^14 cases/);
  }, 60_000);
});
