import type { ClientBase } from 'pg';
import { SchemaTooNew } from './schema-too-new.js';
import type { SqlFile } from './sql-files.js';
import { inTransaction } from './transaction.js';

/**
 * Brings a schema up to date, all or nothing, however many processes try at the same time. Which migrations it has
 * stands in its table `migrations`.
 * @throws SchemaTooNew when a newer version of Recourse was here before
 */
export async function migrate(client: ClientBase, schema: string, known: readonly SqlFile[]): Promise<void> {
  // Looked at before anything is locked, so that a user without the right to create can use a schema that is ready.
  if ((await pending(client, schema, known)).length === 0) return;
  await inTransaction(client, async () => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('recourse migrations of ' || $1, 0))`, [schema]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.migrations
                          (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
    for (const { name, text } of await pending(client, schema, known)) {
      await client.query(text);
      await client.query(`INSERT INTO ${schema}.migrations (name) VALUES ($1)`, [name]);
    }
  });
}

async function pending(client: ClientBase, schema: string, known: readonly SqlFile[]): Promise<SqlFile[]> {
  const { rows: found } = await client.query(
    `SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'migrations'`,
    [schema],
  );
  if (found.length === 0) return [...known];
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${schema}.migrations`);
  const applied = new Set(rows.map(({ name }) => name));
  const names = new Set(known.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !names.has(name));
  if (unknown.length > 0) throw new SchemaTooNew(schema, unknown);
  return known.filter(({ name }) => !applied.has(name));
}
