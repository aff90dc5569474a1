import type { EntityManager } from 'typeorm';

interface Column {
  readonly table: string;
  readonly column: string;
  /** Null where any will do. */
  readonly type: string | null;
}

const MISSING = `
  SELECT read.table, read.column FROM unnest($1::text[], $2::text[], $3::text[]) AS read ("table", "column", type)
  WHERE NOT EXISTS (
    SELECT FROM pg_attribute a
    WHERE a.attrelid = to_regclass(quote_ident(read.table)) AND a.attname = read.column AND NOT a.attisdropped
      AND format_type(a.atttypid, a.atttypmod) = coalesce(read.type, format_type(a.atttypid, a.atttypmod)))
  LIMIT 1`;

/** A column that queries read and the snapshot's tables lack, or have with another type; undefined where there is none. */
export async function unreadableColumn(snapshot: EntityManager): Promise<string | undefined> {
  const columns = columnsRead(snapshot);
  const values = (['table', 'column', 'type'] as const).map((part) => columns.map((column) => column[part]));
  const [missing] = await snapshot.query<Column[]>(MISSING, values);
  return missing && `${missing.table}.${missing.column}`;
}

/** As the entities say. */
function columnsRead({ connection }: EntityManager): Column[] {
  return connection.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns.map(({ databaseName, type, isArray }) => ({
      table: tableName,
      column: databaseName,
      type: typeof type === 'string' ? `${type}${isArray ? '[]' : ''}` : null,
    })),
  );
}
