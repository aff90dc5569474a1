import { reportCasesFile } from '#interchange';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { describeWith } from '../../../test/support/needs.js';
import { withPrefix } from '../../../test/support/with-prefix.js';
import { recourse } from './test-support/recourse.js';

/** What every store writes in its own way. */
const POSITIONS = /b?\d{19}/g;
const KNOWN_AT = new Date().toISOString();

describeWith('KURRENTDB_URL', 'recourse export with KurrentDB', (url) => {
  let directory: string;
  let databases: TestDatabase[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'recourse-export-'));
    await chmod(directory, 0o711);
    databases = await Promise.all(Array.from({ length: 3 }, () => createTestDatabase()));
  });
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.drop()));
    await rm(directory, { recursive: true });
  });

  /** The command on a ledger of which one database has the tables, and a store elsewhere the log. */
  const on =
    (database: TestDatabase, store?: string) =>
    (...args: string[]) =>
      recourse(args, { DATABASE_URL: database.url, ...(store && { EVENT_STORE_URL: store }) }, directory);
  const prefixed = (name: string) => withPrefix(url, `${name}-${randomUUID()}.`);

  it('brings a ledger there and back: the same events but for their positions, and the same reports', async () => {
    const [first, between, last] = databases as [TestDatabase, TestDatabase, TestDatabase];
    const ledgers = [on(first, prefixed('export')), on(between), on(last, prefixed('import'))];
    await ledgers[0]!('import', reportCasesFile());
    const logs: string[] = [];
    const reports: string[] = [];
    for (const [n, there] of ledgers.entries()) {
      if (n > 0) expect(await there('import', `${n - 1}.ndjson`)).toMatchObject({ status: 0 });
      expect(await there('export', 'ndjson', '-o', `${n}.ndjson`)).toMatchObject({ status: 0 });
      logs.push((await readFile(join(directory, `${n}.ndjson`), 'utf8')).replaceAll(POSITIONS, ''));
      const report = ['response-times', '--json', '--as-of', '2024', '--known-at', KNOWN_AT];
      reports.push((await there('report', ...report)).stdout.replaceAll(POSITIONS, ''));
    }
    expect(logs).toEqual([logs[0], logs[0], logs[0]]);
    expect(logs[0]!.split('\n')).toHaveLength(93);
    expect(reports).toEqual([reports[0], reports[0], reports[0]]);
    expect(reports[0]).toContain('"first_reply"');
  });

  it('refuses to begin where no event is', async () => {
    const there = on(databases[0]!, prefixed('nowhere'));
    await there('import', reportCasesFile());
    expect(await there('export', 'ndjson', '--from', 'b0000000000000000007')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'recourse: the log has no event at that position: is it another log?\n',
    });
  });
});
