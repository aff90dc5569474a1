import type { Pool } from 'pg';
import { InvalidRead, type EventStore, type Position } from '#event-store';
import { OtherLog } from './errors.js';

interface Row {
  readonly name: string;
  readonly version: number;
  readonly position: Position;
  readonly eventId: string | null;
}

/**
 * Makes sure that tables were filled from this log, whose positions say nothing about those of another: those of the
 * newest build, for a rebuild begins without looking at what it replaces.
 * @param versions of the projections, by name
 * @throws OtherLog
 */
export async function refuseOtherLog(pool: Pool, store: EventStore, versions: ReadonlyMap<string, number>) {
  const { rows } = await pool.query<Row>(
    `SELECT DISTINCT ON (name, version) name, version, position, event_id AS "eventId"
     FROM projections.projections WHERE state <> 'retired' ORDER BY name, version, build DESC`,
  );
  for (const { name, version, position, eventId } of rows) {
    if (versions.get(name) !== version || position === '') continue;
    try {
      await lookAt(store, position, eventId ?? undefined);
    } catch (error) {
      throw error instanceof InvalidRead ? new OtherLog(name, { cause: error }) : error;
    }
  }
}

/** @throws InvalidRead when a subscription cannot start there */
async function lookAt(store: EventStore, after: Position, afterId: string | undefined): Promise<void> {
  for await (const _ of store.subscribe({ after, afterId, pageSize: 1 })) return;
}
