import Table from 'cli-table3';

export type Cell = string | number;

/** A table in plain characters, numbers to the right, in brackets or not. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const aligns = head.map((_, column) => (rows.some((row) => isNumber(row[column])) ? 'right' : 'left'));
  const drawn = new Table({ head: [...head], colAligns: aligns, style: { head: [], border: [], compact: true } });
  for (const row of rows) drawn.push(row.map(String));
  return drawn.toString();
}

function isNumber(cell: Cell | undefined): boolean {
  return typeof cell === 'number' || /^\(\d+\)$/.test(cell ?? '');
}

/** `paid_in_full` is `paid in full`. */
export function inWords(code: string): string {
  return code.replaceAll('_', ' ');
}
