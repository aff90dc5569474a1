import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportCasesFile } from '#interchange';
import { recourse } from './test-support/recourse.js';
import { inSession } from './test-support/session.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const EXAMPLE = 'docs/examples/published-statement.yaml';

let directory: string;
beforeAll(async () => (directory = await mkdtemp(join(tmpdir(), 'recourse-check-'))));
afterAll(() => rm(directory, { recursive: true }));

const check = (...args: string[]) => inSession(['check', ...args], {}, directory);

async function file(name: string, ...lines: string[]): Promise<string> {
  await writeFile(join(directory, name), lines.join('\n'));
  return name;
}

describe('recourse check', () => {
  it('lists what cannot be right in the published statement, as the documentation shows it, and ends with 1', async () => {
    const { status, stdout, stderr } = await recourse(['check', EXAMPLE], {}, ROOT);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^2 figures cannot be right:\n {2}statements\[0\]: 24 \+ 19 is 43, not 47 /);
    expect(stdout).toContain('32 % is printed for 47 of 127 (aware.yes of cases), which is 37.0 %');
    expect(stdout).toContain('4 splits fit, the first 3 are shown');
    const document = readFileSync(join(ROOT, 'docs/checking-tables.md'), 'utf8');
    expect(document).toContain(`\`\`\`yaml\n${readFileSync(join(ROOT, EXAMPLE), 'utf8')}\`\`\``);
    expect(document).toContain(`\`\`\`\n${stdout}\`\`\``);
  });

  it('says the same to machines', async () => {
    const { status, stdout } = await inSession(['check', '--json', EXAMPLE], {}, ROOT);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        { kind: 'statement_does_not_add_up', where: 'statements[0]', parts: [24, 19], whole: 47 },
        { kind: 'percentage_is_wrong', where: 'printed_percentages.aware.yes', printed: '32', exact: '37.0' },
      ],
      splits: { rows: ['aware.yes', 'aware.no', 'aware.unknown'], count: 4, limit: null },
    });
  });

  it('reads the tallies among the published cases', async () => {
    const { status, stdout } = await check(reportCasesFile());
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^1 figure cannot be right:\n {2}printed_percentages\.aware_yes: 32 % is printed for 47 of 127/,
    );
    expect(stdout).toMatch(/\naware by involved: every cell is given, and they fit\n$/);
  });

  it('ends with 0 where nothing speaks against the figures, and touches no database', async () => {
    const path = await file(
      'good.json',
      '{"cases": 3, "q": {"yes": 2, "no": 1, "unknown": 0}, "printed_percentages": {"q.yes": 67}}',
    );
    expect(await check(path)).toEqual({ status: 0, stdout: 'nothing speaks against these figures\n', stderr: '' });
    expect(JSON.parse((await check('--json', path)).stdout)).toEqual({ findings: [], splits: null });
    expect(await readdir(directory)).not.toContain('.recourse');
  });

  it('shows the only split that fits, and what was not given in brackets', async () => {
    const path = await file('one.yaml', 'cases: 5', 'a: {x: 3, y: 2}', 'b: {z: 5}', 'cross: {a.x: {b.z: null}}');
    const { status, stdout } = await check(path);
    expect(status).toBe(0);
    expect(stdout).toContain('a by b: one split fits (in brackets: what is not given)');
    expect(stdout).toMatch(/│ x +│ \(3\) │ +\(0\) │ +3 │/);
    expect(stdout).toMatch(/│ unknown │ \(0\) │ +\(0\) │ +\(0\) │/);
  });

  it('says that none fits, and which counts speak against each other', async () => {
    const path = await file(
      'none.yaml',
      'cases: 15',
      'a: {x: 10, y: 5, unknown: 0}',
      'b: {x: 8, y: 7, unknown: 0}',
      'cross: {a.x: {b.x: 1}}',
    );
    const { status, stdout } = await check(path);
    expect(status).toBe(1);
    expect(stdout).toContain(
      'cross: no split fits: these cannot all be right: a.y = 5, a.unknown = 0, b.x = 8, a.x & b.x = 1',
    );
    expect(stdout).toMatch(/\na by b: no split fits\n$/);
  });

  it('ends with 2 and tells file, line and field of all that is no tallies', async () => {
    const path = await file('bad.yaml', 'cases: 5', 'a: {x: three}', 'statements:', '  - {parts: [1], hole: 1}');
    expect(await check(path)).toEqual({
      status: 2,
      stdout: '',
      stderr: [
        'bad.yaml:2: a.x: must be a whole number from 0 to 1000000000',
        'bad.yaml:4: statements[0].hole: is not a known field',
        'bad.yaml:4: statements[0].whole: is missing',
        '',
      ].join('\n'),
    });
    const broken = await check(await file('broken.yaml', 'cases: 5', 'cases: 6'));
    expect(broken).toMatchObject({ status: 2, stdout: '' });
    expect(broken.stderr).toBe(
      'recourse: broken.yaml cannot be read: line 2: it is not YAML: duplicate key at column 1\n',
    );
  });
});
