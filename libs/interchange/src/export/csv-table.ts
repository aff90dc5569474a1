import { stringify } from 'csv-stringify/sync';
import type { Cell, Column, Table } from './table.js';
import type { Tally } from './tally.js';

/** A table as CSV (RFC 4180) with a header: instants in ISO 8601, nothing where nothing is known. */
export async function* csvOf({ columns, rows }: Table, written: Tally): AsyncGenerator<string> {
  yield lines([columns.map(({ name }) => name)]);
  for await (const some of rows) {
    yield lines(some.map((row) => row.map((cell, index) => textOf(cell, columns[index]!))));
    written.add('rows', some.length);
  }
}

// A department or a union may be named like a formula, which a spreadsheet must not compute.
const OPTIONS = { record_delimiter: 'windows', escape_formulas: true } as const;

function lines(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], OPTIONS);
}

function textOf(cell: Cell, { type }: Column): string {
  if (cell === null) return '';
  return type === 'time' ? new Date(cell as number).toISOString() : String(cell);
}
