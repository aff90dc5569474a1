import fc from 'fast-check';
import type { AnswerCount, Count, PrintedPercentage, Question, Statement, Tallies } from '../consistency/index.js';

/** The cells of a table of at least two rows and columns. */
export function tables(maxLines: number, maxCount: number): fc.Arbitrary<number[][]> {
  const line = fc.integer({ min: 2, max: maxLines });
  const row = (columns: number) => fc.array(fc.nat(maxCount), { minLength: columns, maxLength: columns });
  return fc.tuple(line, line).chain(([rows, columns]) => fc.array(row(columns), { minLength: rows, maxLength: rows }));
}

/** Two questions of which everything is known; the last row and column are the unknown. */
export function talliesOf(cells: readonly (readonly number[])[]): Tallies & { cross: object } {
  const columns = cells[0]!.map((_, column) => sum(cells.map((row) => row[column]!)));
  const questions = { rows: questionOf('aware', cells.map(sum)), columns: questionOf('involved', columns) };
  return {
    cases: sum(columns),
    questions: [questions.rows, questions.columns],
    cross: { ...questions, cells },
    percentages: [],
    statements: [],
  };
}

function questionOf(name: string, counts: readonly number[]): Question {
  const answers: AnswerCount[] = counts.slice(0, -1).map((count, index) => ({ name: `a${index}`, count }));
  return { name, answers, unknown: counts.at(-1)! };
}

/** The same tallies with some of the cells not given. */
export function withoutCells(tallies: Tallies, hidden: readonly boolean[]): Tallies {
  let index = 0;
  const hide = (cell: Count) => (hidden[index++ % hidden.length] ? null : cell);
  const { cross } = tallies;
  return { ...tallies, cross: cross && { ...cross, cells: cross.cells.map((row) => row.map(hide)) } };
}

export const hiddenCells = fc.array(fc.boolean(), { minLength: 1, maxLength: 16 });

export function percentageOf(printed: string, numerator: number | null, denominator: number): PrintedPercentage {
  const part = numerator === null ? null : { name: null, count: numerator };
  return { where: 'p', printed, of: { numerator: part, denominator: { name: null, count: denominator } } };
}

export function statementOf(parts: readonly number[], whole: number): Statement {
  const figure = (count: number) => ({ name: null, count });
  return { where: 's', parts: parts.map(figure), whole: figure(whole) };
}

export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** `numerator` of `denominator` in percent as each rounding prints it, by integer arithmetic that is exact up to 2^53. */
export function roundings(numerator: number, denominator: number, digits: number): string[] {
  const scaled = 100 * 10 ** digits * numerator;
  const rest = scaled % denominator;
  const down = (scaled - rest) / denominator;
  const up = rest > 0 ? down + 1 : down;
  const halfUp = 2 * rest >= denominator ? up : down;
  const halfEven = 2 * rest === denominator ? down + (down % 2) : halfUp;
  return [halfUp, halfEven, down, up].map((units) => (units / 10 ** digits).toFixed(digits));
}
