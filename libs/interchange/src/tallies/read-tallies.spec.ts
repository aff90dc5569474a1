import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { checkTallies, fittingSplits } from '#measures';
import { UnreadableFile } from '../errors.js';
import { reportCasesFile } from '../report-cases/report-cases.js';
import { TemporaryFiles } from '../test-support/temporary-file.js';
import { InvalidTallies } from './invalid-tallies.js';
import { MAX_TALLIES_BYTES, readTallies, talliesOf } from './read-tallies.js';

let files: TemporaryFiles;
beforeAll(async () => (files = await TemporaryFiles.create()));
afterAll(() => files.remove());

/** What is wrong with a text, as `line: field: reason`. */
function problems(text: string): string[] {
  try {
    talliesOf(text);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidTallies)) throw error;
    return error.problems.map(({ line, field, reason }) => `${line}: ${field}: ${reason}`);
  }
}

/** Tallies of two questions, with more lines below them; those begin on line 4. */
const withMore = (...lines: string[]) =>
  ['cases: 10', 'sex: {f: 6, m: 4, unknown: 0}', 'paid: {full: 3, none: 7}', ...lines].join('\n');

describe('the section of tallies of the published cases', () => {
  it('is read among the cases and by itself, to the same tallies', async () => {
    const whole = await readTallies(reportCasesFile());
    const text = await readFile(reportCasesFile(), 'utf8');
    const section = text.slice(text.indexOf('\ntallies:') + '\ntallies:'.length);
    expect(talliesOf(section)).toEqual(whole);
    expect(whole.cases).toBe(127);
    expect(whole.questions).toEqual([
      {
        name: 'aware',
        answers: [
          { name: 'no', count: 77 },
          { name: 'yes', count: 47 },
        ],
        unknown: 3,
      },
      {
        name: 'involved',
        answers: [
          { name: 'no', count: 89 },
          { name: 'yes', count: 31 },
        ],
        unknown: 7,
      },
    ]);
    expect(whole.cross!.cells).toEqual([
      [70, 7, 0],
      [19, 24, 4],
      [0, 0, 3],
    ]);
    expect(fittingSplits(whole.cross!, whole.cases)).toMatchObject({ count: 1, limit: null });
  });

  it('holds twelve percentages of the counts that their names say, one of them printed wrongly', async () => {
    const tallies = await readTallies(reportCasesFile());
    const read = tallies.percentages.map(({ where, printed, of }) => [
      where.replace('printed_percentages', 'p').replace('correct_percentages', 'c'),
      printed,
      `${of!.numerator!.count}/${of!.denominator.count}`,
    ]);
    expect(read).toEqual([
      ['p.aware_no', '61', '77/127'],
      ['p.aware_yes', '32', '47/127'],
      ['p.involved_no', '70', '89/127'],
      ['p.involved_yes', '24', '31/127'],
      ['p.unaware_then_involved', '9', '7/77'],
      ['p.aware_and_involved', '51', '24/47'],
      ['c.aware_no', '60.6', '77/127'],
      ['c.aware_yes', '37.0', '47/127'],
      ['c.involved_no', '70.1', '89/127'],
      ['c.involved_yes', '24.4', '31/127'],
      ['c.unaware_then_involved', '9.1', '7/77'],
      ['c.aware_and_involved', '51.1', '24/47'],
    ]);
    expect(checkTallies(tallies).map(({ where }) => where)).toEqual(['printed_percentages.aware_yes']);
  });
});

describe('a file of tallies', () => {
  it('is JSON as well as YAML, indented by tabs or not, plain or compressed', async () => {
    const content = { cases: 10, paid: { full: 3, none: null } };
    const paid = {
      name: 'paid',
      answers: [
        { name: 'full', count: 3 },
        { name: 'none', count: null },
      ],
      unknown: null,
    };
    const expected = { cases: 10, questions: [paid], cross: null, percentages: [], statements: [] };
    for (const indent of [undefined, 2, '\t'])
      expect(talliesOf(JSON.stringify(content, null, indent))).toEqual(expected);
    const path = await files.write('t.json.gz', gzipSync(JSON.stringify({ tallies: content, cases: [] })));
    expect(await readTallies(path)).toEqual(expected);
  });

  it('may leave out cells and counts, or say null for them', () => {
    const tallies = talliesOf(withMore('cross:', '  sex.f: {paid.full: 2, paid.none: null}', '  sex.m:'));
    expect(tallies.cross!.cells).toEqual([
      [2, null, null],
      [null, null, null],
      [null, null, null],
    ]);
    expect(tallies.questions[1]).toMatchObject({ name: 'paid', unknown: null });
  });

  it('names counts, or gives them, in percentages and statements', () => {
    const { percentages, statements } = talliesOf(
      withMore(
        'cross: {sex.f: {paid.full: 2}}',
        'printed_percentages:',
        '  sex.f: 60.0',
        '  paid women: {percent: "33.3", of: {numerator: paid.full&sex.f, denominator: sex.f}, says: "a third"}',
        '  some: {percent: 29, of: {denominator: 7}}',
        '  others: {percent: 12.50}',
        'statements: [{parts: [sex.f, 4], whole: cases, says: "all\n   of them"}]',
      ),
    );
    const cases = { name: 'cases', count: 10 };
    const women = { name: 'sex.f', count: 6 };
    expect(percentages).toEqual([
      { where: 'printed_percentages.sex.f', printed: '60.0', of: { numerator: women, denominator: cases } },
      {
        where: 'printed_percentages.paid women',
        printed: '33.3',
        of: { numerator: expect.objectContaining({ name: 'sex.f & paid.full', count: 2 }), denominator: women },
        says: 'a third',
      },
      {
        where: 'printed_percentages.some',
        printed: '29',
        of: { numerator: null, denominator: { name: null, count: 7 } },
      },
      { where: 'printed_percentages.others', printed: '12.50', of: null },
    ]);
    const parts = [women, { name: null, count: 4 }];
    expect(statements).toEqual([{ where: 'statements[0]', parts, whole: cases, says: 'all of them' }]);
  });

  it.each([
    ['', '1: : is empty: no tallies are in it'],
    ['# nothing but a remark', '1: : is empty: no tallies are in it'],
    ['[1]', '1: : must be an object'],
    ['tallies: 7', '1: tallies: must be an object'],
    ['tallies:\n  aware: {a: 1}', '2: tallies.cases: is missing'],
    ['cases: -1', '1: cases: must be a whole number from 0 to 1000000000'],
    ['cases: 127.0', '1: cases: must be a whole number from 0 to 1000000000'],
    ['cases: "127"', '1: cases: must be a whole number from 0 to 1000000000'],
    [withMore('note: see page 4'), '4: note: is not a known field; a question is an object of counts'],
    [withMore('statments: [1]'), '4: statments: must be an object'],
    [withMore('age: {}'), '4: age: must have an answer'],
    [withMore('age: {young: few}'), '4: age.young: must be a whole number from 0 to 1000000000'],
    [withMore('age: {"\\e[31m": 1}'), /^4: age\."\\u001b\[31m": must be named by words/],
    [withMore('a.b: {c: 1}'), /^4: a\.b: must be named by words/],
    [withMore('cross: {}'), '4: cross: must have rows'],
    [withMore('cross: {sex.f: {}}'), '4: cross: must have columns'],
    [withMore('cross:', '  sex.f: {paid.half: 1}'), /^5: cross\.sex\.f\.paid\.half: must be named after an answer/],
    [withMore('cross: {sex.f: {sex.m: 1}}'), '4: cross: must have rows of one question and columns of another'],
    [
      withMore('cross:', '  sex.f: {paid.full: 1}', '  paid.none: {paid.full: 1}'),
      '6: cross.paid.none: must belong to the question sex, as the other rows do',
    ],
    [withMore('cross: {sex.f: {paid.full: 1.5}}'), /^4: cross\.sex\.f\.paid\.full: must be a whole number/],
    [withMore('printed_percentages:', '  sex.x: 5'), /^5: printed_percentages\.sex\.x: must be named after a count/],
    [withMore('printed_percentages: {sex.f: 33.3333333}'), /at most six digits on either side of the point$/],
    [withMore('printed_percentages: {sex.f: 1e1}'), /^4: printed_percentages\.sex\.f: must be a number such as/],
    [withMore('printed_percentages: {sex.f: -3}'), /^4: printed_percentages\.sex\.f: must be a number such as/],
    [withMore('printed_percentages: {p: {percent: 3, off: 1}}'), '4: printed_percentages.p.off: is not a known field'],
    [withMore('printed_percentages: {p: {}}'), '4: printed_percentages.p.percent: is missing'],
    [withMore('printed_percentages: {p: {percent: 3, of: {}}}'), '4: printed_percentages.p.of.denominator: is missing'],
    [
      withMore('printed_percentages: {p: {percent: 3, of: {denominator: sex.x}}}'),
      '4: printed_percentages.p.of.denominator: must be a count of this file, such as cases or aware.yes, or a whole number',
    ],
    [
      withMore('statements:', '  - {parts: [1], whole: 1}', '  - {parts: 3, whole: 1}'),
      '6: statements[1].parts: must be a list',
    ],
    [withMore('statements: [{parts: [1]}]'), '4: statements[0].whole: is missing'],
    [withMore('statements: [{parts: [], whole: 0}]'), '4: statements[0].parts: must have an item'],
    [withMore('statements: [{parts: [1], whole: 1, says: 7}]'), /^4: statements\[0\]\.says: must be text/],
  ])('is refused with line and field: %j', (text, problem) => {
    const told = problems(text);
    if (typeof problem === 'string') expect(told).toContain(problem);
    else expect(told).toContainEqual(expect.stringMatching(problem));
  });

  it('is refused for all that is wrong with it at once, up to a hundred problems', () => {
    expect(problems('cases: x\nsex: {f: x}\nstatements: 7\n')).toHaveLength(3);
    const many = Array.from({ length: 150 }, (_, index) => `a${index}: x`);
    expect(problems(`cases: 1\nq: {${many.join(', ')}}`)).toHaveLength(100);
  });

  it('is refused where one line of the cross table has two names', () => {
    const text = 'cases: 1\naware: {yes: 1}\ninvolved: {yes: 1}\ncross: {aware.yes: {involved: 1, involved.yes: 1}}';
    expect(problems(text)).toEqual(['4: cross.aware.yes.involved.yes: is there already, by another name']);
  });

  it.each([
    ['cases: 1\ncases: 2\n', 'line 2: it is not YAML: duplicate key at column 1'],
    ['{"cases": 1,\n "aware": {"no": 1, "no": 2}}', 'line 2: it is not YAML: duplicate key at column 21'],
    ['cases: 1\n---\ncases: 1\n', /^line 2: it is not YAML: multiple docs/],
    ['cases: [1\n', /^line \d: it is not YAML: /],
    ['cases: *x\n', 'it has aliases that lead nowhere, or to too much'],
    ['[a]: 1\n', /^line 1: it is not YAML: non string key/],
  ])('cannot be read: %j', (text, reason) => {
    expect(() => talliesOf(text)).toThrow(UnreadableFile);
    expect(() => talliesOf(text)).toThrow(reason);
  });

  it('cannot be read when it is too large, not there, or not UTF-8', async () => {
    const large = await files.write('large.yaml', '#'.repeat(MAX_TALLIES_BYTES + 1));
    await expect(readTallies(large)).rejects.toThrow('a file of tallies has no more than 1048576 bytes');
    await expect(readTallies(files.path('none.yaml'))).rejects.toThrow('there is no such file');
    const latin = await files.write('latin.yaml', Buffer.from('cases: 1 # caf\xe9', 'latin1'));
    await expect(readTallies(latin)).rejects.toThrow('it is not valid UTF-8');
  });
});
