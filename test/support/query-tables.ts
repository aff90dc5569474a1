import pg from 'pg';
import { lookAtServed } from './served-tables.js';

/** Of counts, when they came to be as they are depends on the batches, and what came to nothing is left by live runs alone. */
const ROWS: Readonly<Record<string, string>> = {
  clock_counts: `(SELECT measure, union_id, level, sector, region, time_zone, counts FROM clock_counts
                  WHERE counts::text <> '{}')`,
};

/** Every row of every table that queries read, as text, in the order of their text. */
export async function queryTables(databaseUrl: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await lookAtServed(client);
    const found = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = ANY (current_schemas(false)) AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const tables: Record<string, string[]> = {};
    for (const { name } of found.rows) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM ${ROWS[name] ?? `"${name}"`} t ORDER BY t::text COLLATE "C"`,
      );
      tables[name] = rows.map(({ row }) => row);
    }
    return tables;
  } finally {
    await client.end();
  }
}
