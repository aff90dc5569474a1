import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostgresEventStore } from '#event-store';
import { SourceIds } from '#interchange';
import { Ledger } from '#ledger';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { recourse, start, type Ended } from './test-support/recourse.js';
import { inSession } from './test-support/session.js';

const FOLDS = fileURLToPath(new URL('../../../docs/examples/folds/', import.meta.url));
const ids = new SourceIds('five-cases');

let directory: string;
let database: TestDatabase;
let store: PostgresEventStore;
/** Before anything was corrected. */
let before: string;

const here = (...args: string[]): Promise<Ended> => inSession(args, { DATABASE_URL: database.url });
const inOwnProcess = (...args: string[]): Promise<Ended> => recourse(args, { DATABASE_URL: database.url });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'recourse-replay-'));
  database = await createTestDatabase();
  store = await PostgresEventStore.open({ url: database.url });
  await here('import', join(FOLDS, 'five-cases.yaml'));
  before = new Date().toISOString();
  while (Date.now() <= Date.parse(before)) await new Promise(setImmediate);
  await correct();
});
afterAll(async () => {
  await store.close();
  await database.drop();
  await rm(directory, { recursive: true });
});

/** The promise to the guard turns out to have been a refusal, and the second call of the cleaner somebody else's. */
async function correct(): Promise<void> {
  const context = { recordedBy: 'tester', correlationId: randomUUID() };
  const ledger = new Ledger(store);
  const unionId = ids.unionId('city');
  const content = { unionId, reasons: ['not_member'], occurredAt: '2024-03-09', department: 'legal services' };
  const refusal = { stepId: ids.stepId('helped', 's2'), why: 'The note was mixed up.' };
  const retraction = { stepId: ids.stepId('silent', 's2'), why: 'Another case.' };
  const record = (caseId: string, type: string, said: object) =>
    ledger.recordInCase(caseId, [{ type, stepId: randomUUID(), content: said }], context);
  await record(ids.caseId('helped'), 'StepCorrected', {
    ...refusal,
    content: { unionId, kind: 'commitment', department: 'legal services', occurredAt: content.occurredAt },
  });
  await record(ids.caseId('silent'), 'StepRetracted', retraction);
}

async function fold(name: string, source: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, source);
  return path;
}

const COUNTING = 'export const initial = 0; export const on = { UnionCalled: (n) => n + 1 };';

describe('the folds of the documentation', () => {
  it('list who is waiting on a day', async () => {
    const list = (...options: string[]) =>
      inOwnProcess('replay', join(FOLDS, 'waiting-list.mjs'), '--as-of', '2024-03-31', '--format', 'csv', ...options);
    const now = await list();
    expect(now).toMatchObject({ status: 0, stderr: '' });
    expect(now.stdout.split('\r\n').slice(0, -1)).toEqual([
      'case,title,union,calls,unheard,days_low,days_high',
      `${ids.caseId('month')},Rider of whom only the month is known,City federation,1,0,31,59`,
      `${ids.caseId('silent')},Cleaner whom nobody calls back,District federation,1,1,27,27`,
    ]);
    const then = await list('--known-at', before);
    expect(then.stdout).toContain('Cleaner whom nobody calls back,District federation,2,2,27,27');
  });

  it('tell how soon each department replied', async () => {
    const { status, stdout } = await here('replay', join(FOLDS, 'first-reply-by-department.ts'), '--corrected');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { union: 'City federation', department: 'hotline', calls: 2, replies: 1, days_low: 0, days_high: 0 },
      { union: 'District federation', department: 'hotline', calls: 2, replies: 1, days_low: 2, days_high: 2 },
      { union: 'Province federation', department: '(none named)', calls: 1, replies: 1, days_low: 0, days_high: 0 },
      { union: 'City federation', department: 'legal services', calls: 2, replies: 1, days_low: 3, days_high: 4 },
    ]);
  });

  it('find the workers who were sent round in a circle', async () => {
    const { status, stdout } = await here('replay', join(FOLDS, 'referral-loops.mjs'));
    expect(status).toBe(0);
    const unions = ['City federation', 'District federation', 'Province federation'];
    expect(JSON.parse(stdout)).toEqual({
      ...{ cases: 1, referrals: 3 },
      loops: [{ case: ids.caseId('round'), unions }],
    });
  });
});

describe('recourse replay', () => {
  it('hands the log over as it is, or what is selected of it', async () => {
    const path = await fold(
      'types.mjs',
      `export const initial = [];
       const note = (list, { type }) => void list.push(type);
       export const on = { UnionCalled: note, StepCorrected: note, StepRetracted: note };
       console.log('this is no part of the result');`,
    );
    const typesOf = async (...options: string[]) =>
      JSON.parse((await here('replay', path, ...options)).stdout) as string[];
    expect((await typesOf()).filter((type) => type !== 'UnionCalled')).toEqual(['StepCorrected', 'StepRetracted']);
    expect(await typesOf('--types', 'UnionCalled', '--sector', 'cleaning')).toEqual(['UnionCalled', 'UnionCalled']);
    expect(await typesOf('--stream', 'case:silent', '--source', 'five-cases')).toHaveLength(3);
    expect(await typesOf('--corrected', '--level', 'district')).toEqual(['UnionCalled', 'UnionCalled']);
  });

  it('shows the state after each event', async () => {
    const path = await fold('count.mjs', COUNTING);
    const { status, stdout } = await here('replay', path, '--step', '--until', '2024-03-04');
    expect(status).toBe(0);
    const headings = stdout.split('\n').filter((line) => line.startsWith('#'));
    expect(headings[0]).toMatch(
      /^#1 UnionCalled 2024-03-04T09:00\+08:00, revision 1 of case-\S+, position \S+, recorded /,
    );
    expect(stdout).toMatch(/#3 .*\n3\n\n3\n$/);
  });

  it('puts a file in place once it is whole, and none otherwise', async () => {
    const folder = await mkdtemp(join(directory, 'out-'));
    const [real, link] = [join(folder, 'real.csv'), join(folder, 'link.csv')];
    await writeFile(real, 'of yesterday');
    await symlink(real, link);
    const listing =
      'export const initial = () => []; export const on = { UnionCalled: (list, { id }) => [...list, { id }] };';
    const whole = await here('replay', await fold('listing.mjs', listing), '-o', link);
    expect(whole).toEqual({ status: 0, stdout: '', stderr: '' });
    expect((await readFile(real, 'utf8')).split('\r\n')).toHaveLength(10);
    const circular = `${listing} export const finish = (list) => [...list, (list.push(list), list)];`;
    const failed = await here('replay', await fold('circular.mjs', circular), '-o', link, '--format', 'json');
    expect([failed.status, failed.stderr]).toEqual([
      1,
      expect.stringMatching(/result cannot be written: .* refers back to/),
    ]);
    expect((await readFile(real, 'utf8')).split('\r\n')).toHaveLength(10);
    expect(await readdir(folder)).toEqual(['link.csv', 'real.csv']);
  });

  it('says over which event a fold fails, where in it, and what its state was', async () => {
    const path = await fold(
      'fails.ts',
      `export const initial: { n: number } = { n: 0 };
       export const on = {
         UnionCalled(state: { n: number }) {
           if (++state.n === 3) throw new TypeError('no such thing');
         },
       };`,
    );
    const { status, stdout, stderr } = await inOwnProcess('replay', path, '-o', join(directory, 'none.json'));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^recourse: the fold failed over UnionCalled, revision \d of case-\S+, position \d{19}: TypeError: no such thing\n {2}at .*fails\.ts:4:.*\nthe state when it failed, after 2 events:\n\{ n: 3 \}\n$/,
    );
    expect(await readdir(directory)).not.toContain('none.json');
  });

  it.each(['broken.mjs', 'broken.ts'])('says where a module does not parse: %s', async (name) => {
    const path = await fold(name, 'export const initial = 0;\nexport const on = {;\n');
    const { status, stderr } = await inOwnProcess('replay', path);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^recourse: .* is no fold: .*broken\.m?[jt]s:2:19\n$/)]);
  });

  it('tells a stream that there is not from one in which nothing happened', async () => {
    const path = await fold('any.mjs', 'export const initial = 0; export const on = { UnionCalled: (n) => n + 1 };');
    const { status, stdout, stderr } = await inOwnProcess('replay', path, '--stream', 'case:nobody');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^recourse: --stream: there is no case:nobody \(case-[-0-9a-f]{36}, by --source report-cases\)\n$/,
    );
  });

  it('ends a fold that takes too much, and says what to do', async () => {
    const hoarding =
      'export const initial = []; export const on = { UnionCalled(s) { for (let n = 0; n < 1e7; n++) s.push({ n }); } };';
    const { status, stderr } = await inOwnProcess('replay', await fold('hoarding.mjs', hoarding), '--memory', '32');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /hoarding\.mjs needs more than 32 MB at or after UnionCalled, revision .*allow more with --memory\n$/,
    );
  });

  it('says that a fold failed behind its back, or in a result that is not to be had', async () => {
    const later =
      "export const initial = 0; export const on = { UnionCalled() { Promise.reject(new Error('late')); } };";
    const { status, stderr } = await inOwnProcess('replay', await fold('later.mjs', later));
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/later\.mjs failed at or after UnionCalled, .*: late\n$/),
    ]);
  });

  it('is interrupted even in a fold that never ends', async () => {
    const endless = `export const initial = 0; export const on = { UnionCalled() { console.error('at it'); for (;;); } };`;
    const running = start(['replay', await fold('endless.mjs', endless)], { DATABASE_URL: database.url });
    await new Promise<void>((resolve) => running.process.stderr!.on('data', () => resolve()));
    running.process.kill('SIGINT');
    expect((await running.ended).status).toBe(130);
  });

  it('tells that its output is full', async () => {
    const path = await fold('count.mjs', COUNTING);
    const { status, stderr } = await inOwnProcess('replay', path, '-o', '/dev/full');
    expect([status, stderr]).toEqual([3, 'recourse: /dev/full cannot be written: no space is left\n']);
  });

  it('refuses what lies beyond the end of the log', async () => {
    const path = await fold('count.mjs', COUNTING);
    const beyond = '0000000000000000999';
    const { status, stderr } = await here('replay', path, '--from', beyond);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^recourse: --from: 0+999 lies beyond the end of the log, 0+24\n$/),
    ]);
  });
});

describe('recourse replay, before it reads anything', () => {
  /** No database is there to be asked. */
  const without = (...args: string[]) => inSession(args, { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, directory);

  it.each([
    ['a file that is not there', ['nothing.mjs'], 'nothing.mjs cannot be read: there is no such file'],
    ['no fold', ['no.mjs'], 'it exports no `initial`'],
    [
      'an event type that there is not',
      ['typo.mjs'],
      '`on` has no such event type as `UnionCaled`; there are PostedOnline',
    ],
    ['a module that cannot be parsed', ['broken.ts'], 'is no fold: it cannot be loaded'],
    [
      'types that the fold does not count',
      ['count.mjs', '--types', 'Deflected'],
      'the fold counts none of these, but UnionCalled',
    ],
    [
      'an end before the beginning',
      ['count.mjs', '--from', `${'0'.repeat(18)}9`, '--to', `${'0'.repeat(18)}3`],
      '--to: to must not lie before from',
    ],
    ['a moment to come', ['count.mjs', '--as-of', '2999'], '--as-of: asOf must not be in the future'],
  ])('refuses %s', async (_, args, reason) => {
    await fold('count.mjs', COUNTING);
    await fold('no.mjs', 'export const on = { UnionCalled: () => 0 };');
    await fold('typo.mjs', 'export const initial = 0; export const on = { UnionCaled: () => 0 };');
    await fold('broken.ts', 'export const initial = {');
    const { status, stdout, stderr } = await without('replay', ...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
  });

  it('finds out that there is no place for the result', async () => {
    const { status, stderr } = await without('replay', await fold('count.mjs', COUNTING), '-o', 'no/such/place.json');
    expect([status, stderr]).toEqual([
      3,
      'recourse: no/such/place.json cannot be written: there is no such directory\n',
    ]);
  });
});

describe('recourse history', () => {
  const history = (name: string, ...options: string[]) => here('history', name, '--source', 'five-cases', ...options);

  it('tells a case with its corrections in place, and what became known when', async () => {
    const { status, stdout } = await inOwnProcess('history', 'case:helped', '--source', 'five-cases');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Guard whose wages were paid\ncase \S+\nposted online 2024-03-01, security guards\nresolved, paid in full, 5 steps stand\n/,
    );
    expect(stdout).toMatch(
      / 3\. 2024-03-09 {2}union responded\n {6}union: City federation; department: legal services; kind: commitment\n.*\n {6}! corrected \S+ \S+ by tester: The note was mixed up\.\n {10}occurred at was: 2024-03-08\n/,
    );
    expect(stdout).toMatch(
      /What became known when\n.* by import:five-cases: posted online, [^]*\n.* by tester: step corrected\n$/,
    );
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('tells what was known then', async () => {
    const { stdout } = await history('case:helped', '--known-at', before);
    expect(stdout).toContain(' 3. 2024-03-08  union responded');
    expect(stdout).not.toContain('corrected');
    const { stdout: asOf } = await history('case:helped', '--as-of', '2024-03-10');
    expect(asOf).toContain('open, 3 steps stand');
  });

  it('keeps in sight what was taken back', async () => {
    const { stdout } = await history(`case:${ids.caseId('silent')}`);
    expect(stdout).toMatch(
      /2024-03-11 {2}union called {2}\(TAKEN BACK\)\n[^]*! taken back .* by tester: Another case\./,
    );
  });

  it('refuses a case that there is not', async () => {
    const { status, stderr } = await history('case:nobody');
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^recourse: there is no case:nobody \(case-\S+, by --source five-cases\)\n$/),
    ]);
  });
});
