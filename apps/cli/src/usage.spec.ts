import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recourse } from './test-support/recourse.js';
import { inSession } from './test-support/session.js';

let directory: string;

beforeAll(async () => (directory = await mkdtemp(join(tmpdir(), 'recourse-usage-'))));
afterAll(() => rm(directory, { recursive: true }));

describe('the command line', () => {
  it('tells its version and what it can do', async () => {
    expect(await recourse(['--version'])).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    const { status, stdout } = await recourse(['--help']);
    expect(status).toBe(0);
    for (const word of [
      'import',
      'copy',
      'rebuild',
      'replay',
      'history',
      'projections',
      'report',
      'check',
      'DATABASE_URL',
      'DATA_DIR',
      'Exit status',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it('tells of each command what it takes', async () => {
    const { status, stdout } = await inSession(['report', 'response-times', '--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/--group-by <what>.*--measure <clock>.*"first_reply", "intervention"/s);
  });

  it.each([
    [['improt', 'x.yaml'], "unknown command 'improt'"],
    [['import'], "missing required argument 'file'"],
    [['import', 'x.yaml', 'y.yaml'], 'too many arguments'],
    [['import', '--sauce', 'x', 'y.yaml'], "unknown option '--sauce'"],
    [['import', 'not-there.yaml'], 'not-there.yaml cannot be read: there is no such file'],
    [['import', '--source', ' ', 'x.yaml'], 'the source must not be blank'],
    [['check'], "missing required argument 'file'"],
    [['check', 'not-there.yaml'], 'not-there.yaml cannot be read: there is no such file'],
    [['rebuild', 'timelines'], 'there is no projection timelines: there are unions, cases'],
    [['projections', 'retry'], "missing required argument 'projection'"],
    [['projections', 'retry', 'timelines'], 'there is no projection timelines'],
    [['projections', 'retire', 'cases'], "missing required argument 'version'"],
    [['projections', 'diff', 'cases', '1', 'two'], 'the version must be a whole number, not two'],
    [['projections', 'restart', 'cases'], "unknown command 'restart'"],
    [['report', 'levels'], "unknown command 'levels'"],
    [['report', 'response-times', '--group-by', 'colour'], '--group-by: groupBy must be known groupings'],
    [['report', 'accountability', '--pin', 'cases'], '--pin: pin must be a projection and a version, such as cases:4'],
    [['report', 'publish', 'response-times', '--pin', 'cases:4'], "unknown option '--pin'"],
    [['report', 'response-times', '--measure', 'colour'], 'Allowed choices are first_reply, intervention'],
  ])('refuses %j', async (args, reason) => {
    const { status, stdout, stderr } = await inSession(args, {}, directory);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^recourse: /);
    expect(stderr).toContain(reason);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(existsSync(join(directory, '.recourse'))).toBe(false);
  });

  it('prints its help when it is asked for nothing', async () => {
    expect(await recourse([])).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: recourse') });
    expect(await inSession(['report'])).toMatchObject({ status: 2, stderr: expect.stringContaining('accountability') });
  });
});

describe('where nothing can be done', () => {
  it('says that there is no ledger yet, and makes none to report on', async () => {
    const { status, stderr } = await inSession(['report', 'accountability'], { DATA_DIR: join(directory, 'none') });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^recourse: there is no ledger in .*none: start the server, import a file, or set .*\n$/);
    expect(existsSync(join(directory, 'none'))).toBe(false);
  });

  it('names what is wrong with the configuration', async () => {
    const { status, stderr } = await inSession(['projections'], { DATABASE_URL: 'mysql://u:s3cret@db/x' });
    expect(status).toBe(3);
    expect(stderr).toContain('DATABASE_URL must be a postgres:// URL');
    expect(stderr).not.toContain('s3cret');
  });

  it('says in one line that nobody answers', async () => {
    const { status, stderr } = await recourse(['projections'], { DATABASE_URL: 'postgres://u:s3cret@127.0.0.1:1/x' });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^recourse: .+\n$/);
    expect(stderr).not.toContain('s3cret');
  });

  it('says where it went wrong only to those who debug', async () => {
    const wrong = { DATABASE_URL: 'mysql://db/x' };
    expect((await inSession(['projections'], wrong)).stderr).not.toMatch(/\n {4}at /);
    expect((await inSession(['projections'], { ...wrong, DEBUG: '1' })).stderr).toMatch(/\n {4}at /);
  });
});
