import type { DiffQuestion, RowDifference, TableCounts, VersionsCompared } from '#projections';

/** Longer values are cut: two of them have to fit a line. */
const LONGEST = 60;

/** A row that two versions do not have alike: `-` one has it alone, `+` the other, `~` both, differently. */
export function differenceLine({ table, kind, key, changes }: RowDifference): string {
  const sign = { only_in_one: '-', only_in_other: '+', differs: '~' }[kind];
  const where = Object.entries(key).map(([column, value]) => `${column}=${value}`);
  const what = Object.entries(changes).map(([column, [one, other]]) => `${column}: ${cut(one)} -> ${cut(other)}`);
  return `${sign} ${table} ${where.join(' ')}${what.length > 0 ? `  ${what.join('; ')}` : ''}`;
}

/** How many there are, by table. */
export function diffTotals({ one, other }: DiffQuestion, compared: VersionsCompared): string {
  const { positions, tables, tablesOnlyInOne, tablesOnlyInOther } = compared;
  return [
    `version ${one} stands at ${positions.one || 'the beginning'}, version ${other} at ${positions.other || 'the beginning'}`,
    ...tables.map((table) => countsLine(table, one, other)),
    ...tablesOnlyInOne.map((table) => `${table}: in version ${one} only`),
    ...tablesOnlyInOther.map((table) => `${table}: in version ${other} only`),
  ].join('\n');
}

function countsLine(table: TableCounts, one: number, other: number): string {
  const { onlyInOne, onlyInOther, differing, columnsOnlyInOne, columnsOnlyInOther } = table;
  const rows = onlyInOne + onlyInOther + differing === 0 ? 'the same rows' : undefined;
  const parts = [
    rows ?? `${onlyInOne} rows in version ${one} only, ${onlyInOther} in version ${other} only, ${differing} differ`,
    ...(columnsOnlyInOne.length > 0 ? [`not compared, in version ${one} only: ${columnsOnlyInOne.join(', ')}`] : []),
    ...(columnsOnlyInOther.length > 0
      ? [`not compared, in version ${other} only: ${columnsOnlyInOther.join(', ')}`]
      : []),
  ];
  return `${table.table}: ${parts.join('; ')}`;
}

function cut(value: string | null): string {
  if (value === null) return 'null';
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}
