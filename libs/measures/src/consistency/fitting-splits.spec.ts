import fc from 'fast-check';
import { hiddenCells, sum, tables, talliesOf, withoutCells } from '../test-support/generated-tallies.js';
import { fittingSplits, MAX_MISSING_CELLS, MAX_SPLITS } from './fitting-splits.js';
import { linesOf, type Count, type CrossTable, type Question } from './tallies.js';

/** The study's two questions, with the cells that are given. */
const study = (cells: CrossTable['cells']): CrossTable => ({
  rows: question('aware', 47, 77, 3),
  columns: question('involved', 31, 89, 7),
  cells,
});

function question(name: string, yes: Count, no: Count, unknown: Count): Question {
  const answers = [
    { name: 'yes', count: yes },
    { name: 'no', count: no },
  ];
  return { name, answers, unknown };
}

const MISSING = [null, null, null];

describe('the splits that fit', () => {
  it('are one where the given counts leave nothing open', () => {
    const cross = study([[24, 19, null], [7, 70, null], MISSING]);
    expect(fittingSplits(cross, 127)).toEqual({
      count: 1,
      first: [
        [
          [24, 19, 4],
          [7, 70, 0],
          [0, 0, 3],
        ],
      ],
      limit: null,
    });
  });

  it('are several where they do, the first few given', () => {
    const { count, first, limit } = fittingSplits(study([[24, 19, null], [7, null, null], MISSING]), 127);
    expect({ count, limit, shown: first.length }).toEqual({ count: 4, limit: null, shown: 3 });
    expect(first[0]![2]).toEqual([0, 3, 0]);
  });

  it('are none where a given cell is too large', () => {
    expect(fittingSplits(study([[32, null, null], MISSING, MISSING]), 127)).toMatchObject({ count: 0, limit: null });
  });

  it('are those that trying every table finds', () => {
    const few = tables(3, 2).filter((cells) => cells.flat().length <= 6);
    fc.assert(
      fc.property(few, hiddenCells, hiddenCells, fc.integer({ min: -1, max: 1 }), (cells, hidden, lines, wrong) => {
        const tallies = withoutCells(talliesOf(cells), hidden);
        const cross = withoutMargins(tallies.cross!, lines);
        const cases = Math.max(0, tallies.cases + wrong);
        const expected = everyTable(cross, cases);
        const { count, first, limit } = fittingSplits(cross, cases);
        expect({ count, limit, first }).toEqual({ count: expected.length, limit: null, first: expected.slice(0, 3) });
      }),
    );
  });

  it('hold the table from which cells were taken away', () => {
    fc.assert(
      fc.property(tables(4, 20), hiddenCells, (cells, hidden) => {
        const { cross, cases } = withoutCells(talliesOf(cells), hidden);
        expect(fittingSplits(cross!, cases).count).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  it('are counted to a limit', () => {
    expect(fittingSplits(study([MISSING, MISSING, MISSING]), 127)).toMatchObject({ count: 2165, limit: null });
    const [rows, columns] = [question('aware', 470, 770, 30), question('involved', 310, 890, 70)];
    const { count, first, limit } = fittingSplits({ rows, columns, cells: [MISSING, MISSING, MISSING] }, 1270);
    expect({ count, limit, shown: first.length }).toEqual({ count: MAX_SPLITS, limit: 'max_splits', shown: 3 });
  });

  it('are not looked for where too many cells are missing', () => {
    const lines = Array.from({ length: 10 }, (_, index) => ({ name: `a${index}`, count: 1 }));
    const large = { name: 'q', answers: lines, unknown: 0 };
    const cells = Array.from({ length: 11 }, () => Array.from({ length: 11 }, () => null));
    expect(cells.flat().length).toBeGreaterThan(MAX_MISSING_CELLS);
    const cross = { rows: large, columns: large, cells };
    expect(fittingSplits(cross, 10)).toEqual({ count: 0, first: [], limit: 'max_missing_cells' });
  });

  it('are given up where looking takes too long', () => {
    const answers = Array.from({ length: 8 }, (_, index) => ({ name: `a${index}`, count: 50 }));
    const lines = { name: 'q', answers, unknown: 50 };
    // Five rows of 50 have no other place than four columns of 50, which no single line tells.
    const cells = Array.from({ length: 9 }, (_, row) =>
      Array.from({ length: 9 }, (_, column) => (row < 5 && column >= 4 ? 0 : null)),
    );
    expect(fittingSplits({ rows: lines, columns: lines, cells }, 450)).toEqual({
      count: 0,
      first: [],
      limit: 'max_steps',
    });
  });
});

function withoutMargins({ rows, columns, cells }: CrossTable, lines: readonly boolean[]): CrossTable {
  let index = 0;
  const hide = (count: Count) => (lines[index++ % lines.length] ? null : count);
  const hideIn = (question: Question): Question => ({
    ...question,
    answers: question.answers.map(({ name, count }) => ({ name, count: hide(count) })),
    unknown: hide(question.unknown),
  });
  return { rows: hideIn(rows), columns: hideIn(columns), cells };
}

/** By trying: all tables of so many cases, in ascending order, of which those are left that fit. */
function everyTable({ rows, columns, cells }: CrossTable, cases: number): number[][][] {
  const width = linesOf(columns).length;
  const toRows = (values: number[]) => cells.map((_, row) => values.slice(row * width, (row + 1) * width));
  const agrees = (given: Count, value: number) => given === null || given === value;
  return compositions(cases, cells.length * width)
    .map(toRows)
    .filter(
      (table) =>
        table.every((row, r) => row.every((value, c) => agrees(cells[r]![c]!, value))) &&
        linesOf(rows).every(({ count }, r) => agrees(count, sum(table[r]!))) &&
        linesOf(columns).every(({ count }, c) => agrees(count, sum(table.map((row) => row[c]!)))),
    );
}

function compositions(total: number, parts: number): number[][] {
  if (parts === 1) return [[total]];
  const firsts = Array.from({ length: total + 1 }, (_, first) => first);
  return firsts.flatMap((first) => compositions(total - first, parts - 1).map((rest) => [first, ...rest]));
}
