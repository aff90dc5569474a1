import pg from 'pg';
import { connectionTo, hangUp, isPassing, migrate, sqlFiles } from '#postgres';
import { retrying } from '../retrying.js';

/** A migration may keep silent for as long as it takes. */
const PATIENCE_MS = 0;

export const MIGRATIONS = sqlFiles(new URL('migrations/', import.meta.url));

/**
 * Brings the schema `event_store` of the database at a postgres:// URL up to date, waiting up to so many ms for its server.
 * @throws SchemaTooNew, StoreUnavailable
 */
export async function migrateDatabase(url: string, retryFor: number): Promise<void> {
  await retrying(Date.now() + retryFor, isPassing, async () => {
    const client = new pg.Client(connectionTo(url, 'event store', PATIENCE_MS));
    client.on('error', () => undefined);
    try {
      await client.connect();
      await migrate(client, 'event_store', MIGRATIONS);
    } finally {
      await hangUp(client);
    }
  });
}
