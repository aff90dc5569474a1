import { reportCasesFile } from '#interchange';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { recourse } from './test-support/recourse.js';
import { inSession } from './test-support/session.js';

let directory: string;
let database: TestDatabase;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'recourse-export-'));
  await chmod(directory, 0o711);
  database = await createTestDatabase();
  await inSession(['import', reportCasesFile()], { DATABASE_URL: database.url });
});
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

const here = (...args: string[]) => inSession(args, { DATABASE_URL: database.url }, directory);
const inOwnProcess = (...args: string[]) => recourse(args, { DATABASE_URL: database.url }, directory);

describe('recourse export', () => {
  it('writes a file and its manifest, and says what is in it on standard error', async () => {
    const { status, stdout, stderr } = await inOwnProcess('export', 'ndjson', '-o', 'log.ndjson');
    const text = await readFile(join(directory, 'log.ndjson'), 'utf8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toBe(`92 events, ${Buffer.byteLength(text)} bytes, SHA-256 ${sha256}\n`);
    const manifest = JSON.parse(await readFile(join(directory, 'log.ndjson.manifest.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ file: 'log.ndjson', sha256, counts: { events: 92 }, to: '0000000000000000092' });
  });

  it('brings a ledger into an empty one: the same events, and the same reports', async () => {
    await here('export', 'ndjson', '-o', 'log.ndjson');
    const empty = await createTestDatabase();
    const there = (...args: string[]) => inSession(args, { DATABASE_URL: empty.url }, directory);
    expect(await there('import', 'log.ndjson')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^92 read: 92 recorded, 0 already there, 0 failed\n/),
    });
    expect((await there('export', 'ndjson')).stdout).toBe(await readFile(join(directory, 'log.ndjson'), 'utf8'));
    const report = ['report', 'response-times', '--json', '--as-of', '2024', '--known-at', new Date().toISOString()];
    expect((await there(...report)).stdout).toBe((await here(...report)).stdout);
    expect(await there('import', 'log.ndjson')).toMatchObject({
      status: 0,
      stdout: '92 read: 0 recorded, 92 already there, 0 failed\n',
    });
    expect(await there('import', 'log.ndjson', '--source', 'x')).toMatchObject({ status: 2 });
    await empty.drop();
  });

  it('writes to standard output, with the manifest where it is asked for', async () => {
    const { status, stdout } = await inOwnProcess('export', 'csv', '--table', 'engagements', '--manifest', 'm.json');
    expect([status, stdout.split('\r\n')[0]]).toEqual([0, expect.stringMatching(/^case_id,union_id,measure,/)]);
    const manifest = JSON.parse(await readFile(join(directory, 'm.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ file: null, table: 'engagements', counts: { engagements: 17, rows: 68 } });
  });

  it('says that nothing was known then, where that is so', async () => {
    const cases = ['export', 'csv', '--table', 'engagements'];
    const { status, stdout, stderr } = await here(...cases, '--known-at', '2020');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^case_id,[^\n]*\r\n$/)]);
    expect(stderr).toMatch(/^nothing, \d+ bytes/m);
    const events = await here('export', 'ndjson', '--known-at', '2020');
    expect(events).toMatchObject({ status: 2, stderr: expect.stringContaining('--time recorded --until') });
  });

  it('tells bad lines of events by their number, and records the others', async () => {
    const lines = (await here('export', 'ndjson')).stdout.split('\n');
    await writeFile(join(directory, 'bad.ndjson'), [lines[0], 'x', lines[1], ''].join('\n'));
    const empty = await createTestDatabase();
    const result = await inSession(['import', 'bad.ndjson'], { DATABASE_URL: empty.url }, directory);
    await empty.drop();
    expect(result).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^3 read: 2 recorded, 0 already there, 1 failed\n/),
      stderr: expect.stringMatching(/^bad\.ndjson:2: the line is not JSON: /),
    });
  });

  it.each([
    [['--types', 'Forgotten'], /--types: types must be known event types .*UnionCalled/],
    [['--level', 'x'], /--level: level must be a known level/],
    [['--since', 'soon'], /--since: since /],
    [['--since', '2022', '--until', '2021'], /--until: until must not end before since begins/],
    [['--from', '0000000000000000002', '--to', '0000000000000000001'], /--to: to must not lie before from/],
    [['--from', '0000000000000000093'], /--from: from lies beyond the end of the log, which is at 0+92/],
    [['--union', 'x'], /--union: unionId must be a UUID/],
    [['--colour', 'red'], /unknown option '--colour'/],
  ])('refuses %j, with what it should be', async (options, message) => {
    const { status, stdout, stderr } = await here('export', 'ndjson', '-o', 'refused', ...options);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(existsSync(join(directory, 'refused'))).toBe(false);
  });

  it.each([
    ['ndjson', ['--table', 'engagements'], /--table: table has a meaning for csv and parquet alone/],
    ['csv', ['--traces', 'engagements'], /--traces: traces has a meaning for xes alone/],
    ['csv', ['--upcast'], /--upcast: upcast has a meaning for ndjson and cloudevents alone/],
    ['csv', ['--as-of', '2021'], /--as-of: .* has a meaning for engagements, xes and ocel/],
    ['xes', ['--as-of', '2999'], /--as-of: asOf must not be in the future/],
    ['csv', ['--manifest', './refused'], /--manifest: manifest must not be the file that it is about/],
    ['csv', ['--manifest', ''], /--manifest <file>' argument '' is invalid/],
  ])('refuses for %s what has no meaning there or does harm: %j', async (format, options, message) => {
    const { status, stderr } = await here('export', format, '-o', 'refused', ...options);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(existsSync(join(directory, 'refused'))).toBe(false);
  });

  it('names what is known once', async () => {
    const { stderr } = await here('export', 'csv', '--level', 'x');
    expect(stderr.match(/enterprise/g)).toHaveLength(1);
  });

  it('refuses a format that there is not, and SQLite without a file', async () => {
    expect(await here('export', 'xlsx')).toMatchObject({ status: 2, stderr: expect.stringContaining('ocel-sqlite') });
    expect(await here('export', 'ocel-sqlite')).toMatchObject({ status: 2 });
  });

  it('ends with 3 where the output cannot be written, and leaves nothing there', async () => {
    const before = await readdir(directory);
    expect(await here('export', 'xes', '-o', 'none/log.xes')).toEqual({
      status: 3,
      stdout: '',
      stderr: 'recourse: none/log.xes cannot be written: there is no such directory\n',
    });
    if (existsSync('/dev/full')) {
      expect(await inOwnProcess('export', 'ndjson', '-o', '/dev/full')).toMatchObject({
        status: 3,
        stderr: 'recourse: /dev/full cannot be written: no space is left\n',
      });
    }
    expect(await readdir(directory)).toEqual(before);
  });
});
