import { stringify } from 'csv-stringify/sync';
import { UnwritableResult } from './path-text.js';

type Row = Readonly<Record<string, unknown>>;

const ROWS_AT_A_TIME = 500;

/**
 * A list of flat objects as CSV (RFC 4180) with a header, piece by piece. Its columns are the fields of all rows, in the
 * order in which they appear first; a cell is empty where a row has nothing. An empty list is an empty text.
 * @throws UnwritableResult
 */
export function* csvText(result: unknown): Generator<string, void, undefined> {
  if (!isList(result)) throw new UnwritableResult([], 'is no list of objects, which CSV is made of');
  const columns = columnsOf(result);
  if (columns.length === 0) return;
  yield lines([columns]);
  let page: unknown[][] = [];
  let place = 0;
  for (const row of result as Iterable<Row>) {
    page.push(columns.map((column) => cell(row[column], [place, column])));
    place++;
    if (page.length < ROWS_AT_A_TIME) continue;
    yield lines(page);
    page = [];
  }
  if (page.length > 0) yield lines(page);
}

function isList(result: unknown): result is Iterable<unknown> {
  return Array.isArray(result) || result instanceof Set;
}

function columnsOf(rows: Iterable<unknown>): string[] {
  const columns = new Set<string>();
  let place = 0;
  for (const row of rows) {
    if (typeof row !== 'object' || row === null || isList(row)) {
      throw new UnwritableResult([place], 'is no object, which a line of CSV is made of');
    }
    for (const column of Object.keys(row)) columns.add(column);
    place++;
  }
  return [...columns];
}

function cell(value: unknown, path: readonly (string | number)[]): string | number {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw new UnwritableResult(path, `is ${describe(value)}, which a cell cannot hold`);
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`.replace('a object', 'an object');
}

/** A name may look like a formula, which a spreadsheet must not compute. */
function lines(rows: readonly (readonly unknown[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows' },
  );
}
