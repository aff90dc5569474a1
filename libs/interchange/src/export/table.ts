/** What a column holds; `time` is an instant in milliseconds since 1970, `json` a JSON text. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'time' | 'json';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

export type Cell = string | number | boolean | null;

/** Rows as wide as the columns, some at a time. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** A column and what a row has in it. */
export interface ColumnOf<Item> extends Column {
  readonly cell: (item: Item) => Cell | undefined;
}

export function columnsOf<Item>(
  type: ColumnType,
  cells: Readonly<Record<string, ColumnOf<Item>['cell']>>,
): ColumnOf<Item>[] {
  return Object.entries(cells).map(([name, cell]) => ({ name, type, cell }));
}

export function rowOf<Item>(columns: readonly ColumnOf<Item>[], item: Item): Cell[] {
  return columns.map(({ cell }) => cell(item) ?? null);
}
