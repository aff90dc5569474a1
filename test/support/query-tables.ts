import pg from 'pg';

/** Every row of every table that queries read, as text, in the order of their text. */
export async function queryTables(databaseUrl: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'read_models' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const tables: Record<string, string[]> = {};
    for (const { name } of found.rows) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM read_models."${name}" t ORDER BY t::text COLLATE "C"`,
      );
      tables[name] = rows.map(({ row }) => row);
    }
    return tables;
  } finally {
    await client.end();
  }
}
