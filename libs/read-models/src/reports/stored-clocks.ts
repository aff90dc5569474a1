import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Clock, Measure } from '#measures';
import { EngagementEntity } from '../entities/engagement.entity.js';
import { filterEngagements, NEVER_REPLIED } from '../queries/find-engagements.js';
import { SCHEMA } from '../schema.js';
import { endOf, NOT_STARTED, type Outcome } from '../views/outcome.js';
import type { Dimensions } from './counted.js';
import type { Frame } from './frame.js';
import type { Grouping } from './groupings.js';
import type { ResponseTimesAsked } from './response-times.js';

/** Clocks of the tables that are alike in all that a report looks at. */
export interface StoredClocks {
  readonly n: number;
  readonly dimensions: Dimensions;
  readonly clock: Clock | null;
  readonly timeZone: string;
  /** Their unions have not replied at all. */
  readonly silent: boolean;
}

/** Whether the tables have what a report looks at: whole engagements, in calendar days, whenever they started. */
export function areStored({ selection, days, groupBy }: ResponseTimesAsked): boolean {
  const { unit, compete, period, filter } = selection;
  const whole = unit === 'engagement' && compete.length === 0 && period === null && !groupBy.includes('period');
  return whole && days === 'calendar' && filter.caseId === undefined;
}

/**
 * The cases that a frame has in another way than the tables: something was recorded, or happened, later; the directory has
 * learned of their unions since; or they are linked as duplicates, which depends on other cases.
 */
export async function unlikeStored(db: EntityManager, { asOf, knownAt, position }: Frame): Promise<string[]> {
  const rows = await db.query<{ case_id: string }[]>(
    `SELECT case_id FROM ${SCHEMA}.cases
     WHERE last_position > $1 OR last_recorded > $2 OR settled_at > $3 OR duplicate_of IS NOT NULL
     UNION
     SELECT e.case_id FROM ${SCHEMA}.engagements e JOIN ${SCHEMA}.engaged_unions u USING (union_id)
     WHERE EXISTS (SELECT FROM jsonb_array_elements(u.history) event
                   WHERE event ->> 'position' COLLATE "C" > $1 OR (event ->> 'recordedAt')::timestamptz > $4)`,
    [position, knownAt, asOf, new Date(knownAt).toISOString()],
  );
  return rows.map((row) => row.case_id);
}

const DIMENSIONS: Readonly<Partial<Record<Grouping, string>>> = {
  level: 'level',
  union: 'union_id',
  department: 'departments',
  reason: 'reasons',
  sector: 'sector',
  region: 'region',
};

interface Row {
  readonly level?: string | null;
  readonly sector?: string | null;
  readonly union_id?: string;
  readonly region?: string | null;
  readonly departments?: readonly string[];
  readonly reasons?: readonly string[];
  readonly outcome: Outcome;
  readonly silent: boolean;
  readonly time_zone: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly n: string;
}

/** What the tables have, counted by all that tells clocks apart: the ended by their days, the running by their start. */
export async function* storedClocks(
  db: EntityManager,
  { selection, groupBy }: ResponseTimesAsked,
  caseIds?: readonly string[],
): AsyncGenerator<StoredClocks, void, undefined> {
  const { measure, filter } = selection;
  const columns = groupBy.map((grouping) => DIMENSIONS[grouping]!);
  const counted = clocksBy(db, measure, columns);
  if (caseIds) counted.andWhere('e.case_id = ANY (:caseIds::uuid[])', { caseIds });
  for (const row of await filterEngagements(counted, filter).getRawMany<Row>()) yield storedClocksOf(row);
}

function clocksBy(
  db: EntityManager,
  measure: Measure,
  columns: readonly string[],
): SelectQueryBuilder<EngagementEntity> {
  const running = (column: string) => `CASE WHEN e.${measure}_days_low IS NULL THEN e.${measure}_${column} END`;
  const alike: Readonly<Record<string, string>> = {
    outcome: `e.${measure}_outcome`,
    silent: NEVER_REPLIED,
    time_zone: 'e.time_zone',
    low: `e.${measure}_days_low`,
    high: `e.${measure}_days_high`,
    earliest: running('start_earliest'),
    latest: running('start_latest'),
    ...Object.fromEntries(columns.map((column) => [column, `e.${column}`])),
  };
  const query = db.getRepository(EngagementEntity).createQueryBuilder('e').select('count(*)', 'n');
  for (const [name, expression] of Object.entries(alike)) query.addSelect(expression, name).addGroupBy(expression);
  return query;
}

function storedClocksOf(row: Row): StoredClocks {
  const { level = null, sector = null, union_id: unionId = '', region = null, departments = [], reasons = [] } = row;
  return {
    n: Number(row.n),
    dimensions: { level, sector, unionId, region, departments, reasons },
    clock: clockOf(row),
    timeZone: row.time_zone,
    silent: row.silent,
  };
}

/** As much of a clock as its row tells: how long the ended ran, when the running started. */
function clockOf({ outcome, low, high, earliest, latest }: Row): Clock | null {
  if (outcome === NOT_STARTED) return null;
  const { end, name } = endOf(outcome);
  const start = { earliest: Number(earliest ?? 0), latest: Number(latest ?? 1) };
  return {
    start,
    stop: end === 'open' ? null : start,
    end,
    class: end === 'event' ? name : null,
    cause: end === 'event' ? null : name,
    seconds: null,
    days: low === null || high === null ? null : { low, high },
  };
}
