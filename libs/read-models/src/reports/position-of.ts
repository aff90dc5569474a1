import type { EntityManager } from 'typeorm';
import type { Position } from '#event-store';
import { casesProjection } from '../projections/cases-projection.js';

/** The position of the last event that the tables of cases have; '' before the first. */
export async function positionOf(snapshot: EntityManager): Promise<Position> {
  const [row] = await snapshot.query<{ position: Position }[]>(
    'SELECT position FROM projections.projections WHERE name = $1 AND version = $2',
    [casesProjection.name, casesProjection.version],
  );
  return row?.position ?? '';
}
