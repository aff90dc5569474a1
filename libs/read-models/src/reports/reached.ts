import type { EntityManager } from 'typeorm';
import type { Position } from '#event-store';
import { casesProjection } from '../projections/cases-projection.js';

/** How far the tables of cases have come. */
export interface Reached {
  /** Of the last event that they have; '' before the first. */
  readonly position: Position;
  /** They reached the end of the log before, and are complete. */
  readonly booted: boolean;
}

export async function reachedBy(snapshot: EntityManager): Promise<Reached> {
  const [row] = await snapshot.query<Reached[]>(
    'SELECT position, booted_at IS NOT NULL AS booted FROM projections.projections WHERE name = $1 AND version = $2',
    [casesProjection.name, casesProjection.version],
  );
  return row ?? { position: '', booted: false };
}
