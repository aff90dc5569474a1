import fc from 'fast-check';
import {
  hiddenCells,
  percentageOf,
  roundings,
  statementOf,
  tables,
  talliesOf,
  withoutCells,
} from '../test-support/generated-tallies.js';
import { checkTallies } from './check-tallies.js';
import type { Tallies } from './tallies.js';

const generated = tables(4, 30);

const STUDY = talliesOf([
  [24, 19, 4],
  [7, 70, 0],
  [0, 0, 3],
]);

const kinds = (tallies: Tallies) => checkTallies(tallies).map(({ kind }) => kind);
const messages = (tallies: Tallies) => checkTallies(tallies).map(({ message }) => message);
const withPercentage = (...of: Parameters<typeof percentageOf>) => ({ ...STUDY, percentages: [percentageOf(...of)] });

/** One question, of whose answers the percentages alone were published. */
function ofPercentages(cases: number, unknown: number | null, printed: readonly string[]): Tallies {
  const answers = printed.map((_, index) => ({ name: String(index), count: null }));
  const percentages = printed.map((text, index) => ({
    where: `p${index}`,
    printed: text,
    of: { numerator: { name: `q.${index}`, count: null }, denominator: { name: 'cases', count: cases } },
  }));
  return { cases, questions: [{ name: 'q', answers, unknown }], cross: null, percentages, statements: [] };
}

describe('checking tallies', () => {
  it('finds nothing in what counting cases gives, whatever the rounding and whatever is left out', () => {
    fc.assert(
      fc.property(generated, hiddenCells, fc.nat(3), fc.nat(2), (cells, hidden, rounding, digits) => {
        const whole = talliesOf(cells);
        const percentages = whole.cross.cells.flatMap((row, r) =>
          row.flatMap((count, c) => {
            const margin = whole.cross.rows.answers[r]?.count ?? 0;
            const denominator = whole.cross.columns.answers[c] ? margin : whole.cases;
            if (denominator === 0) return [];
            const printed = roundings(count!, denominator, digits)[rounding]!;
            const numerators = [count, null];
            return numerators.map((numerator) => percentageOf(printed, numerator, denominator));
          }),
        );
        const statements = cells.map((row) =>
          statementOf(
            row,
            row.reduce((a, b) => a + b),
          ),
        );
        const unplaced = percentages.slice(0, 1).map(({ where, printed }) => ({ where, printed, of: null }));
        const known = { ...whole, percentages: [...percentages, ...unplaced], statements };
        expect(checkTallies(known)).toEqual([]);
        expect(checkTallies({ ...withoutCells(known, hidden), percentages })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('finds any one count that was changed in a table in which everything is given', () => {
    fc.assert(
      fc.property(generated, fc.nat(), fc.integer({ min: 1, max: 9 }), (cells, which, by) => {
        const tallies = talliesOf(cells);
        const changed = changedCount(tallies, which, by);
        expect(checkTallies(changed)).not.toEqual([]);
      }),
    );
  });

  it('finds any percentage that is a unit or more away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), fc.boolean(), (denominator, count, up) => {
        const numerator = count % (denominator + 1);
        const [, , down, top] = roundings(numerator, denominator, 1);
        const wrong = up ? Number(top) + 0.1 : Number(down) - 0.1;
        fc.pre(wrong >= 0);
        expect(kinds(withPercentage(wrong.toFixed(1), numerator, denominator))).toEqual(['percentage_is_wrong']);
      }),
    );
  });

  it('finds any sum that is not that of its parts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (parts, by) => {
        const whole = parts.reduce((a, b) => a + b) + by;
        const tallies = { ...STUDY, statements: [statementOf(parts, whole)] };
        expect(kinds(tallies)).toEqual(['statement_does_not_add_up']);
      }),
    );
  });
});

describe('what is said of a figure that cannot be right', () => {
  it('is what the percentage is, and what would have been as printed', () => {
    expect(messages(withPercentage('32', 47, 127))).toEqual([
      '32 % is printed for 47 of 127, which is 37.0 %; 40 or 41 of 127 would be 32 %; no two of the given counts would',
    ]);
    expect(messages(withPercentage('24.4', 1, 3))).toEqual([
      '24.4 % is printed for 1 of 3, which is 33.33 %; no whole number of 3 would be; ' +
        'of the given counts involved.a0 of cases would',
    ]);
  });

  it('is that nothing is a percentage of nothing', () => {
    expect(messages(withPercentage('0', 0, 0))[0]).toMatch(
      /^0 % is printed for 0 of 0, but nothing is a percentage of 0;/,
    );
  });

  it('is that no whole number makes a percentage of a known whole', () => {
    expect(messages(withPercentage('35', null, 7))).toEqual(['no whole number of 7 is 35 %: 2 is 28.6 %, 3 is 42.9 %']);
    expect(messages(withPercentage('120', null, 7))).toEqual(['no whole number of 7 is 120 %: 7 is 100.0 %']);
    expect(messages(withPercentage('43', null, 7))).toEqual([]);
  });

  it('is that answers of which the percentages alone are given are more, or fewer, than the cases', () => {
    const given = (unknown: number | null, ...printed: string[]) => ofPercentages(127, unknown, printed);
    expect(checkTallies(given(null, '80', '60'))).toEqual([
      expect.objectContaining({ kind: 'percentages_do_not_add_up', where: 'q', least: 176, most: 306, whole: 127 }),
    ]);
    expect(messages(given(7, '30', '60'))).toEqual([
      'the answers are not as many as the cases at any rounding: ' +
        'q.0 30 % (37 to 39) + q.1 60 % (75 to 77) + q.unknown 7 is at most 123, not 127',
    ]);
    expect(messages(given(7, '34', '60'))).toEqual([]);
    expect(messages(given(null, '34', '60'))).toEqual([]);
    // That no count gives it is another finding.
    expect(kinds(given(0, '33.333333', '60'))).toEqual(['percentage_of_no_count']);
  });

  it('is not that rounded percentages make more or less than a hundred', () => {
    const counts = fc.array(fc.nat(40), { minLength: 2, maxLength: 5 }).filter((all) => all.some((count) => count > 0));
    fc.assert(
      fc.property(counts, fc.nat(3), fc.nat(2), fc.boolean(), (all, rounding, digits, isKnown) => {
        const [unknown, ...answers] = all;
        const cases = all.reduce((a, b) => a + b);
        const printed = answers.map((count) => roundings(count, cases, digits)[rounding]!);
        expect(checkTallies(ofPercentages(cases, isKnown ? unknown! : null, printed))).toEqual([]);
      }),
    );
  });

  it('is that nothing given makes a percentage of which nobody says what it is of', () => {
    const unplaced = (printed: string) => ({ ...STUDY, percentages: [{ where: 'p', printed, of: null }] });
    expect(messages(unplaced('32'))).toEqual(['32 % is of nothing that is given: no two of the counts make it']);
    expect(messages(unplaced('24.4'))).toEqual([]);
    expect(kinds({ ...unplaced('100'), cross: null })).toEqual(['percentage_of_no_share']);
  });

  it('is by how much a sum is wrong, in the words that were published', () => {
    const says = '24 were involved, the remaining 19 were not';
    const statement = { ...statementOf([24, 19], 47), says };
    expect(messages({ ...STUDY, statements: [statement] })).toEqual([`24 + 19 is 43, not 47 ("${says}")`]);
  });

  it('is which line does not add up', () => {
    const [first, ...others] = STUDY.cross.cells;
    const cross = { ...STUDY.cross, cells: [[24, 18, 4], ...others] };
    expect(checkTallies({ ...STUDY, cross })).toEqual([
      expect.objectContaining({
        where: 'cross.aware.a0',
        message: 'the row does not make its total: 24 + 18 + 4 is 46, not 47',
      }),
      expect.objectContaining({
        where: 'cross.involved.a1',
        message: 'the column does not make its total: 18 + 70 + 0 is 88, not 89',
      }),
    ]);
    const missing = { ...STUDY.cross, cells: [[24, null, 24], first!, first!] };
    expect(messages({ ...STUDY, cross: missing })[0]).toBe(
      'the row does not make its total: 24 + ? + 24 is at least 48, not 47',
    );
  });

  it('is which answers are not as many as the cases', () => {
    const [aware, involved] = STUDY.questions;
    const questions = [
      { ...aware!, unknown: 4 },
      { ...involved!, unknown: null },
    ];
    expect(checkTallies({ ...STUDY, cross: null, questions })).toEqual([
      expect.objectContaining({
        where: 'aware',
        message: 'the answers are not as many as the cases: a0 + a1 + unknown: 47 + 77 + 4 is 128, not 127',
      }),
    ]);
  });

  it('is which counts cannot all be right, where each line could be', () => {
    const rows = {
      name: 'q',
      answers: [
        { name: 'yes', count: 10 },
        { name: 'no', count: 5 },
      ],
      unknown: 0,
    };
    const columns = {
      name: 'r',
      answers: [
        { name: 'yes', count: 8 },
        { name: 'no', count: 7 },
      ],
      unknown: 0,
    };
    const cells = [
      [1, null, null],
      [null, null, null],
      [null, null, null],
    ];
    const tallies = {
      cases: 15,
      questions: [rows, columns],
      cross: { rows, columns, cells },
      percentages: [],
      statements: [],
    };
    const [finding, ...others] = checkTallies(tallies);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ kind: 'no_split_fits', where: 'cross' });
    expect(finding!.message).toBe(
      'no split fits: these cannot all be right: q.no = 5, q.unknown = 0, r.yes = 8, q.yes & r.yes = 1',
    );
  });
});

/** One count of the tallies, raised: the cases, an answer of either question, or a cell. */
function changedCount(tallies: ReturnType<typeof talliesOf>, which: number, by: number): Tallies {
  const changed = JSON.parse(JSON.stringify(tallies)) as {
    cases: number;
    questions: typeof tallies.questions;
    cross: typeof tallies.cross;
  };
  const setters = [
    () => (changed.cases += by),
    ...[0, 1].flatMap((q) =>
      tallies.questions[q]!.answers.map((_, a) => () => raise(changed.questions[q]!.answers[a]!, 'count', by)),
    ),
    ...[0, 1].map((q) => () => raise(changed.questions[q]!, 'unknown', by)),
    ...tallies.cross.cells.flatMap((row, r) => row.map((_, c) => () => raise(changed.cross.cells[r]!, c, by))),
  ];
  setters[which % setters.length]!();
  const [rows, columns] = changed.questions;
  return { ...tallies, ...changed, cross: { ...changed.cross, rows: rows!, columns: columns! } };
}

function raise(holder: object, key: string | number, by: number): void {
  (holder as Record<string | number, number>)[key]! += by;
}
