import { stringify } from 'csv-stringify/sync';

export type Cells = Readonly<Record<string, string | number | null>>;

/** A table as CSV (RFC 4180) with a header; a cell is empty where nothing is told. */
export function csvOf(columns: readonly string[], rows: readonly Cells[]): string {
  // A department or a union may be named like a formula, which a spreadsheet must not compute.
  return stringify(
    rows.map((row) => columns.map((column) => row[column] ?? '')),
    { header: true, columns: [...columns], escape_formulas: true, record_delimiter: 'windows' },
  );
}
