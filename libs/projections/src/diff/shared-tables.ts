import type { ClientBase } from 'pg';
import { NoPrimaryKey } from '../errors.js';
import type { Bookkeeping } from '../projection.js';

export interface Column {
  readonly name: string;
  /** Both versions have it with one type, whose order is that of the table. */
  readonly sameType: boolean;
}

/** A table of two versions, and what of it can be compared. */
export interface SharedTable {
  readonly table: string;
  readonly key: readonly Column[];
  /** That both have, those of the key included, and no bookkeeping. */
  readonly columns: readonly Column[];
  /** Which rows stand for nothing. */
  readonly nothing: Bookkeeping['nothing'];
  readonly columnsOnlyInOne: readonly string[];
  readonly columnsOnlyInOther: readonly string[];
}

export interface Tables {
  readonly shared: readonly SharedTable[];
  readonly onlyInOne: readonly string[];
  readonly onlyInOther: readonly string[];
}

interface Row {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Its place in the primary key, from 0; null for the others. */
  readonly part: number | null;
}

/** @param bookkeeping by table @throws NoPrimaryKey */
export async function tablesOf(
  client: ClientBase,
  one: string,
  other: string,
  bookkeeping: Readonly<Record<string, Bookkeeping>>,
): Promise<Tables> {
  const ours = await columnsIn(client, one);
  const theirs = await columnsIn(client, other);
  return {
    shared: [...ours].flatMap(([table, columns]) =>
      theirs.has(table) ? share(table, columns, theirs.get(table)!, bookkeeping[table]) : [],
    ),
    onlyInOne: [...ours.keys()].filter((table) => !theirs.has(table)),
    onlyInOther: [...theirs.keys()].filter((table) => !ours.has(table)),
  };
}

async function columnsIn(client: ClientBase, schema: string): Promise<Map<string, Row[]>> {
  const { rows } = await client.query<Row>(
    `SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
       array_position(i.indkey::smallint[], a.attnum) AS part
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE c.relkind IN ('r', 'p') ORDER BY c.relname, a.attnum`,
    [schema],
  );
  const tables = new Map<string, Row[]>();
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  return tables;
}

function share(
  table: string,
  ours: readonly Row[],
  theirs: readonly Row[],
  { columns: leftOut, nothing }: Bookkeeping = { columns: [] },
): SharedTable {
  const typeOf = new Map(theirs.map(({ column, type }) => [column, type]));
  const column = ({ column: name, type }: Row): Column => ({ name, sameType: typeOf.get(name) === type });
  const key = keyOf(ours);
  const sameKey =
    key.map(({ column: name }) => name).join() ===
    keyOf(theirs)
      .map(({ column: name }) => name)
      .join();
  if (key.length === 0 || !sameKey) throw new NoPrimaryKey(table);
  const shared = ours.filter((row) => typeOf.has(row.column));
  return {
    table,
    key: key.map(column),
    columns: shared.filter((row) => !leftOut.includes(row.column)).map(column),
    nothing: shared.some((row) => row.column === nothing?.column) ? nothing : undefined,
    columnsOnlyInOne: ours.filter((row) => !typeOf.has(row.column)).map((row) => row.column),
    columnsOnlyInOther: [...typeOf.keys()].filter((name) => !ours.some((row) => row.column === name)),
  };
}

function keyOf(rows: readonly Row[]): Row[] {
  return rows.filter(({ part }) => part !== null).sort((a, b) => a.part! - b.part!);
}
