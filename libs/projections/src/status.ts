import type { Pool } from 'pg';
import type { Position } from '#event-store';
import { distance, lagBehind, type Lag } from './lag.js';
import { paceOf, type Measured, type Pace } from './pace.js';
import type { Failure, ProjectionState } from './state.js';

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  /** Counted from 1 within the version: a rebuild is another. */
  readonly build: number;
  readonly state: ProjectionState;
  /** Queries read its tables. */
  readonly active: boolean;
  /** Everything up to here is in its tables; null before the first event. */
  readonly position: Position | null;
  readonly lag: Lag;
  /** Of building it, from the start of the log to where its end was; null before that began. */
  readonly pace: Pace | null;
  /** Until it reaches the end of the log, at its pace; null where it is not on its way there, or nothing is known. */
  readonly secondsLeft: number | null;
  readonly failure: Failure | null;
  /** How many events its tables lack because they were skipped. */
  readonly skipped: number;
  /** When position or state last changed, ISO 8601. */
  readonly updatedAt: string;
}

interface Row extends Measured {
  readonly name: string;
  readonly version: number;
  readonly build: number;
  readonly state: ProjectionState;
  readonly active: boolean;
  readonly failure: Failure | null;
  readonly skipped: number;
  readonly updated_at: Date;
}

/** Every build of every projection, and how far it is behind `head`, the end of the log. */
export async function statusOfAll(pool: Pool, head: Position | undefined): Promise<ProjectionStatus[]> {
  const { rows } = await pool.query<Row>(`
    SELECT name, version, build, state, active, position, failure, updated_at, building_ms, booted_position,
      (SELECT count(*)::integer FROM projections.skipped_events s
       WHERE s.name = p.name AND s.version = p.version AND s.build = p.build) AS skipped
    FROM projections.projections p ORDER BY name, version, build`);
  return rows.map((row) => statusOf(row, head));
}

function statusOf(row: Row, head: Position | undefined): ProjectionStatus {
  const { position, updated_at: updatedAt, building_ms: _, booted_position: booted, ...rest } = row;
  const pace = paceOf(row);
  const left = booted === null && row.state === 'booting' && head !== undefined ? distance(position, head) : undefined;
  return {
    ...rest,
    position: position === '' ? null : position,
    lag: lagBehind(position, head),
    pace,
    secondsLeft: pace && left !== undefined ? Math.ceil(Math.max(0, left) / pace.perSecond) : null,
    updatedAt: updatedAt.toISOString(),
  };
}
