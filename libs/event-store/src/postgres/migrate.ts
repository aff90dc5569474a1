import pg from 'pg';
import { SchemaTooNew } from '../errors.js';
import { connectionTo } from './session.js';
import { retrying } from './retrying.js';
import { migrations, statement } from './sql.js';

const EXIST = statement('migrations_exist').text;
const APPLIED = statement('applied_migrations').text;
const LOCK = statement('lock_migrations').text;
const CREATE_SCHEMA = statement('create_schema').text;
const CREATE_MIGRATIONS = statement('create_migrations').text;
const RECORD = statement('record_migration').text;

/**
 * Brings the schema of the database at a postgres:// URL up to date, waiting up to so many ms for its server.
 * @throws SchemaTooNew, StoreUnavailable
 */
export async function migrateDatabase(url: string, retryFor: number): Promise<void> {
  await retrying(Date.now() + retryFor, async () => {
    const client = new pg.Client(connectionTo(url));
    client.on('error', () => undefined);
    try {
      await client.connect();
      await migrate(client);
    } finally {
      await client.end();
    }
  });
}

/**
 * Brings the schema `event_store` up to date, all or nothing, however many processes try at the same time.
 * @throws SchemaTooNew when a newer version of Recourse was here before.
 */
export async function migrate(client: pg.ClientBase): Promise<void> {
  // Looked at before anything is locked, so that a user without the right to create can open a schema that is ready.
  if ((await pending(client)).length === 0) return;
  await client.query('BEGIN');
  try {
    await client.query(LOCK);
    await client.query(CREATE_SCHEMA);
    await client.query(CREATE_MIGRATIONS);
    for (const { name, text } of await pending(client)) {
      await client.query(text);
      await client.query(RECORD, [name]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function pending(client: pg.ClientBase) {
  const known = migrations();
  const { rows } = await client.query<unknown[]>({ text: EXIST, rowMode: 'array' });
  if (rows[0]?.[0] !== true) return known;
  const applied = new Set((await client.query<{ name: string }>(APPLIED)).rows.map((row) => row.name));
  const names = new Set(known.map((migration) => migration.name));
  const unknown = [...applied].filter((name) => !names.has(name));
  if (unknown.length > 0) throw new SchemaTooNew(unknown);
  return known.filter((migration) => !applied.has(migration.name));
}
