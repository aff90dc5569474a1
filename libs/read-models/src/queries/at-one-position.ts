import type { DataSource, EntityManager } from 'typeorm';
import type { Position } from '#event-store';
import { casesProjection } from '../projections/cases-projection.js';

/** The state of the ledger that figures were read from. */
export interface AtPosition {
  /** Of the last event that is in the figures; '' before the first. */
  readonly position: Position;
}

/** Reads figures and the position they stand for from one snapshot, whatever the projections do meanwhile. */
export function atOnePosition<Figures extends object>(
  db: DataSource,
  read: (db: EntityManager) => Promise<Figures>,
): Promise<Figures & AtPosition> {
  return db.transaction('REPEATABLE READ', async (snapshot) => ({
    position: await positionOf(snapshot),
    ...(await read(snapshot)),
  }));
}

/** The position of the last event that the tables of cases have; '' before the first. */
export async function positionOf(snapshot: EntityManager): Promise<Position> {
  const [row] = await snapshot.query<AtPosition[]>(
    'SELECT position FROM projections.projections WHERE name = $1 AND version = $2',
    [casesProjection.name, casesProjection.version],
  );
  return row?.position ?? '';
}
