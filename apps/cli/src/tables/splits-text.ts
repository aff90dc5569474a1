import { linesOf, MAX_MISSING_CELLS, MAX_SPLITS, type Count, type CrossTable, type Splits } from '#measures';
import { table, type Cell } from './table.js';

/** How many splits of a cross table fit what is given, and the first of them as tables. */
export function splitsText(cross: CrossTable, splits: Splits): string {
  const isComplete = !cross.cells.flat().includes(null);
  if (isComplete && splits.count > 0)
    return `${cross.rows.name} by ${cross.columns.name}: every cell is given, and they fit`;
  return [headline(cross, splits), ...splits.first.map((split) => splitTable(cross, split))].join('\n');
}

function headline({ rows, columns }: CrossTable, { count, first, limit }: Splits): string {
  const of = `${rows.name} by ${columns.name}`;
  if (limit === 'max_missing_cells')
    return `${of}: more than ${MAX_MISSING_CELLS} cells are missing, which is not searched`;
  if (count === 0) return `${of}: ${limit ? 'no split was found that fits; the search was given up' : 'no split fits'}`;
  const missing = '(in brackets: what is not given)';
  if (count === 1 && !limit) return `${of}: one split fits ${missing}`;
  const shown = count > first.length ? `, the first ${first.length} are shown` : '';
  return `${of}: ${howMany(count, limit)} splits fit${shown} ${missing}`;
}

function howMany(count: number, limit: Splits['limit']): string {
  if (limit === null) return String(count);
  return limit === 'max_splits' ? `${MAX_SPLITS} or more` : `at least ${count}, until the search was given up,`;
}

function splitTable({ rows, columns, cells }: CrossTable, split: readonly (readonly number[])[]): string {
  const head = [`${rows.name} \\ ${columns.name}`, ...linesOf(columns).map(({ name }) => name), 'total'];
  const body = linesOf(rows).map(({ name, count }, row): Cell[] => {
    const values = split[row]!;
    const shown = values.map((value, column) => inBrackets(value, cells[row]![column]!));
    return [name, ...shown, inBrackets(sum(values), count)];
  });
  const totals = linesOf(columns).map(({ count }, column) => inBrackets(sum(split.map((row) => row[column]!)), count));
  return table(head, [...body, ['total', ...totals, sum(split.flat())]]);
}

function inBrackets(value: number, given: Count): Cell {
  return given === null ? `(${value})` : value;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
