import type { ClientBase } from 'pg';
import { inTransaction } from '#postgres';
import type { Projection } from './projection.js';
import type { ProjectionState } from './state.js';

/**
 * Gives each projection its row, all or nothing. One that is new starts with empty tables, whatever was in them, and
 * retires the versions before it; one that is older than what was here before is retired itself.
 */
export async function register(client: ClientBase, projections: readonly Projection[]): Promise<void> {
  await inTransaction(client, async () => {
    // Engines that start together would wait for each other in any order.
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('recourse projections register', 0))`);
    for (const projection of projections) await registerOne(client, projection);
  });
}

async function registerOne(client: ClientBase, projection: Projection): Promise<void> {
  const names = [projection.name, projection.version];
  const { rows } = await client.query<{ state: ProjectionState }>(
    `INSERT INTO projections.projections (name, version, state)
     SELECT $1, $2, CASE WHEN EXISTS (SELECT FROM projections.projections WHERE name = $1 AND version > $2)
                    THEN 'retired' ELSE 'booting' END
     WHERE NOT EXISTS (SELECT FROM projections.projections WHERE name = $1 AND version = $2)
     RETURNING state`,
    names,
  );
  if (rows[0]?.state !== 'booting') return;
  await client.query(
    `UPDATE projections.projections SET state = 'retired', failure = NULL, updated_at = now()
     WHERE name = $1 AND version < $2 AND state <> 'retired'`,
    names,
  );
  await projection.reset(client);
}
