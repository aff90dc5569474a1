import { readdirSync, readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { ProjectionSchemaTooNew } from './errors.js';

interface Migration {
  readonly name: string;
  readonly text: string;
}

/** Brings the schema `projections` up to date, all or nothing, however many processes try at the same time. */
export async function migrate(client: ClientBase): Promise<void> {
  // Looked at before anything is locked, so that a user without the right to create can use a schema that is ready.
  if ((await pending(client)).length === 0) return;
  await client.query('BEGIN');
  try {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('recourse projections migration', 0))`);
    await client.query('CREATE SCHEMA IF NOT EXISTS projections');
    await client.query(`CREATE TABLE IF NOT EXISTS projections.migrations
                          (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
    for (const { name, text } of await pending(client)) {
      await client.query(text);
      await client.query('INSERT INTO projections.migrations (name) VALUES ($1)', [name]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function pending(client: ClientBase): Promise<Migration[]> {
  const known = migrations();
  const { rows: found } = await client.query(
    `SELECT FROM pg_tables WHERE schemaname = 'projections' AND tablename = 'migrations'`,
  );
  if (found.length === 0) return known;
  const { rows } = await client.query<{ name: string }>('SELECT name FROM projections.migrations');
  const applied = new Set(rows.map(({ name }) => name));
  const names = new Set(known.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !names.has(name));
  if (unknown.length > 0) throw new ProjectionSchemaTooNew(unknown);
  return known.filter(({ name }) => !applied.has(name));
}

/** The files of `migrations/`, in the order of their names. */
function migrations(): Migration[] {
  const folder = new URL('migrations/', import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ name: file.replace('.sql', ''), text: readFileSync(new URL(file, folder), 'utf8') }));
}
