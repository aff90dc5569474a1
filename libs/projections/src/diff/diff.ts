import { escapeLiteral, type Client } from 'pg';
import type { Position } from '#event-store';
import { NotBuilt } from '../errors.js';
import type { Bookkeeping } from '../projection.js';
import { readServing, type Query, type Served } from '../serving.js';
import { tablesOf, type Column, type SharedTable } from './shared-tables.js';

export interface DiffQuestion {
  readonly name: string;
  /** A version of the projection. */
  readonly one: number;
  readonly other: number;
}

/** A row that the versions do not have alike. Values are texts as PostgreSQL writes them. */
export interface RowDifference {
  readonly table: string;
  readonly kind: 'only_in_one' | 'only_in_other' | 'differs';
  /** Values of its primary key, by column. */
  readonly key: Readonly<Record<string, string>>;
  /** What differs, by column: in one, and in the other. Empty where only one has the row. */
  readonly changes: Readonly<Record<string, readonly [string | null, string | null]>>;
}

export interface TableCounts {
  readonly table: string;
  readonly onlyInOne: number;
  readonly onlyInOther: number;
  readonly differing: number;
  /** Which were not compared, because the other has none of the name. */
  readonly columnsOnlyInOne: readonly string[];
  readonly columnsOnlyInOther: readonly string[];
}

export interface VersionsCompared {
  /** Where each stood: rows that were filled up to another event may differ for that reason alone. '' is the start. */
  readonly positions: { readonly one: Position; readonly other: Position };
  readonly tables: readonly TableCounts[];
  readonly tablesOnlyInOne: readonly string[];
  readonly tablesOnlyInOther: readonly string[];
}

/** Rows that PostgreSQL hands over at a time. */
const ROWS_AT_A_TIME = 500;

/**
 * @param client that is used for nothing else, and closed afterwards
 * @param bookkeeping by table: what is left out
 * @throws NotServed, NotBuilt, NoPrimaryKey
 */
export async function* diffVersions(
  client: Client,
  { name, one, other }: DiffQuestion,
  bookkeeping: Readonly<Record<string, Bookkeeping>>,
): AsyncGenerator<RowDifference, VersionsCompared, undefined> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const query: Query = async (text, values) => (await client.query<Served>(text, values)).rows;
  const complete = async (version: number) => {
    const build = (await readServing(query, [name], { [name]: version })).get(name)!;
    if (build.bootedAt === null) throw new NotBuilt(name, version, build.state);
    return build;
  };
  const [ours, theirs] = [await complete(one), await complete(other)];
  const tables = await tablesOf(client, ours.schema, theirs.schema, bookkeeping);
  const counts: TableCounts[] = [];
  for (const table of tables.shared) counts.push(yield* diffTable(client, table, ours.schema, theirs.schema));
  return {
    positions: { one: ours.position, other: theirs.position },
    tables: counts,
    tablesOnlyInOne: tables.onlyInOne,
    tablesOnlyInOther: tables.onlyInOther,
  };
}

interface Row {
  readonly kind: RowDifference['kind'];
  readonly key: readonly string[];
  readonly one: readonly (string | null)[];
  readonly other: readonly (string | null)[];
}

async function* diffTable(
  client: Client,
  table: SharedTable,
  one: string,
  other: string,
): AsyncGenerator<RowDifference, TableCounts, undefined> {
  await client.query(`DECLARE differences NO SCROLL CURSOR FOR ${differences(table, one, other)}`);
  const counted = { only_in_one: 0, only_in_other: 0, differs: 0 };
  for (let more = true; more;) {
    const { rows } = await client.query<Row>(`FETCH ${ROWS_AT_A_TIME} FROM differences`);
    more = rows.length === ROWS_AT_A_TIME;
    for (const row of rows) {
      counted[row.kind]++;
      yield differenceOf(table, row);
    }
  }
  await client.query('CLOSE differences');
  const { only_in_one: onlyInOne, only_in_other: onlyInOther, differs: differing } = counted;
  const { columnsOnlyInOne, columnsOnlyInOther } = table;
  return { table: table.table, onlyInOne, onlyInOther, differing, columnsOnlyInOne, columnsOnlyInOther };
}

/** Texts are compared: two rows are alike when they are written alike. */
function differences({ table, key, columns, nothing }: SharedTable, one: string, other: string): string {
  const something = nothing
    ? `WHERE ${quoted(nothing.column)}::text IS DISTINCT FROM ${escapeLiteral(nothing.text)}`
    : '';
  const rows = (schema: string) => `(SELECT * FROM ${schema}.${quoted(table)} ${something})`;
  const texts = (alias: string) => columns.map((column) => text(alias, column)).join(', ');
  const keys = key.map((column) => {
    const value = (alias: string) => (column.sameType ? `${alias}.${quoted(column.name)}` : text(alias, column));
    return { ours: value('a'), theirs: value('b'), either: `coalesce(${value('a')}, ${value('b')})` };
  });
  const [first] = keys;
  const missing = `${first!.ours} IS NULL OR ${first!.theirs} IS NULL`;
  return `
    SELECT CASE WHEN ${first!.theirs} IS NULL THEN 'only_in_one' WHEN ${first!.ours} IS NULL THEN 'only_in_other'
           ELSE 'differs' END AS kind,
      ARRAY[${keys.map(({ either }) => `(${either})::text`).join(', ')}] AS key,
      ARRAY[${texts('a')}] AS one, ARRAY[${texts('b')}] AS other
    FROM ${rows(one)} a
    FULL JOIN ${rows(other)} b ON ${keys.map(({ ours, theirs }) => `${ours} = ${theirs}`).join(' AND ')}
    WHERE ${missing} OR ROW(${texts('a')}) IS DISTINCT FROM ROW(${texts('b')})
    ORDER BY ${keys.map(({ either }) => either).join(', ')}`;
}

function text(alias: string, { name }: Column): string {
  return `${alias}.${quoted(name)}::text`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function differenceOf({ table, key, columns }: SharedTable, row: Row): RowDifference {
  const changed =
    row.kind === 'differs' ? columns.map(({ name }, at) => [name, row.one[at]!, row.other[at]!] as const) : [];
  return {
    table,
    kind: row.kind,
    key: Object.fromEntries(key.map(({ name }, at) => [name, row.key[at]!])),
    changes: Object.fromEntries(
      changed.filter(([, one, other]) => one !== other).map(([name, one, other]) => [name, [one, other] as const]),
    ),
  };
}
