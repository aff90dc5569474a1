import pg from 'pg';

/** Makes unqualified names mean the query tables that serve now, for as long as the connection lasts. */
export async function lookAtServed(client: pg.Client): Promise<void> {
  await client.query(
    `SELECT set_config('search_path', string_agg(schema, ', ' ORDER BY schema), false)
     FROM projections.projections WHERE active`,
  );
}

/** A database's URL with which unqualified names mean the query tables that serve now. */
export async function servedUrl(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await lookAtServed(client);
    const { rows } = await client.query<{ search_path: string }>('SHOW search_path');
    const url = new URL(databaseUrl);
    url.searchParams.set('options', `-c search_path=${rows[0]!.search_path.replaceAll(' ', '')}`);
    return url.href;
  } finally {
    await client.end();
  }
}

/** Leaves nothing of any projection. */
export async function dropProjections(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`SELECT FROM pg_namespace WHERE nspname = 'projections'`);
  if (rows.length === 0) return;
  const builds = await client.query<{ schema: string }>(
    'SELECT schema FROM projections.projections WHERE schema IS NOT NULL',
  );
  for (const { schema } of builds.rows) await client.query(`DROP SCHEMA ${schema} CASCADE`);
  await client.query('DROP SCHEMA projections CASCADE');
}
