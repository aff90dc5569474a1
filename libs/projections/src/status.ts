import type { Pool } from 'pg';
import type { Position } from '#event-store';
import { distance, lagBehind, type Lag } from './lag.js';
import { doneOf, paceOf, type Done, type Measured, type Pace } from './pace.js';
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
  /** Of a build that has read the log: how much of what is left to do is done, 0 to 1; null before and after. */
  readonly completing: number | null;
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
    SELECT name, version, build, state, active, position, failure, updated_at,
      building_ms + completing_ms AS building_ms, booted_position, completing,
      (SELECT count(*)::integer FROM projections.skipped_events s
       WHERE s.name = p.name AND s.version = p.version AND s.build = p.build) AS skipped
    FROM projections.projections p ORDER BY name, version, build`);
  return rows.map((row) => statusOf(row, head));
}

function statusOf(row: Row, head: Position | undefined): ProjectionStatus {
  const { position, updated_at: updatedAt, building_ms: _, booted_position: booted, completing, ...rest } = row;
  const pace = paceOf(row);
  const isOnItsWay = booted === null && row.state === 'booting';
  const whole = isOnItsWay && head !== undefined ? distance('', head) : undefined;
  return {
    ...rest,
    position: position === '' ? null : position,
    lag: lagBehind(position, head),
    pace,
    completing: isOnItsWay && completing > 0 ? completing : null,
    secondsLeft: pace && whole !== undefined ? Math.ceil((whole - (doneOf(row, head!) ?? 0)) / pace.perSecond) : null,
    updatedAt: updatedAt.toISOString(),
  };
}

/** How far the newest build of each projection in its version is, by name. */
export async function newestBuilds(
  pool: Pool,
  versions: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, Done>> {
  const { rows } = await pool.query<Done & { name: string }>(
    `SELECT DISTINCT ON (name) name, position, booted_position, completing
     FROM projections.projections JOIN unnest($1::text[], $2::integer[]) AS ours (name, version) USING (name, version)
     ORDER BY name, build DESC`,
    [[...versions.keys()], [...versions.values()]],
  );
  return new Map(rows.map((row) => [row.name, row]));
}
