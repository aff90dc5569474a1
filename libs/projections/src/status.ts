import type { Pool } from 'pg';
import type { Position } from '#event-store';
import { lagBehind, type Lag } from './lag.js';
import type { Failure, ProjectionState } from './state.js';

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly state: ProjectionState;
  /** Everything up to here is in its tables; null before the first event. */
  readonly position: Position | null;
  readonly lag: Lag;
  readonly failure: Failure | null;
  /** How many events its tables lack because they were skipped. */
  readonly skipped: number;
  /** When position or state last changed, ISO 8601. */
  readonly updatedAt: string;
}

interface Row {
  readonly name: string;
  readonly version: number;
  readonly state: ProjectionState;
  readonly position: Position;
  readonly failure: Failure | null;
  readonly skipped: number;
  readonly updated_at: Date;
}

/** Every projection that was ever started, and how far it is behind `head`, the end of the log. */
export async function statusOfAll(pool: Pool, head: Position | undefined): Promise<ProjectionStatus[]> {
  const { rows } = await pool.query<Row>(`
    SELECT name, version, state, position, failure, updated_at,
      (SELECT count(*)::integer FROM projections.skipped_events s WHERE s.name = p.name AND s.version = p.version) AS skipped
    FROM projections.projections p ORDER BY name, version`);
  return rows.map(({ position, updated_at: updatedAt, ...row }) => ({
    ...row,
    position: position === '' ? null : position,
    lag: lagBehind(position, head),
    updatedAt: updatedAt.toISOString(),
  }));
}
