import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Measure, Observation } from '#measures';
import { DEFAULT_TIME_ZONE, localDayOf, type EpochDay } from '#time';
import { EngagementEntity } from '../entities/engagement.entity.js';
import { filterEngagements, NEVER_REPLIED } from '../queries/find-engagements.js';
import { SCHEMA } from '../schema.js';
import { CENSORED, endOf, NOT_STARTED, type Outcome } from '../views/outcome.js';
import type { Dimensions } from './counted.js';
import type { Frame } from './frame.js';
import type { Grouping } from './groupings.js';
import type { ResponseTimesAsked } from './response-times-asked.js';
import type { UnionsAtFrame } from './unions-at.js';

/** Clocks that are alike in all that a report looks at. */
export interface AlikeClocks {
  readonly n: number;
  readonly dimensions: Dimensions;
  /** Null for those that never started. */
  readonly observation: Observation | null;
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
 * learned of their unions since; or they are linked as duplicates, which depends on other cases. Those of other time zones
 * are among them: the database would count their days in a way of its own.
 */
export async function unlikeStored(
  db: EntityManager,
  { asOf, knownAt, position }: Frame,
  { changedSince }: UnionsAtFrame,
): Promise<string[]> {
  const rows = await db.query<{ case_id: string }[]>(
    `SELECT case_id FROM ${SCHEMA}.cases
     WHERE last_position > $1 OR last_recorded > $2 OR settled_at > $3 OR duplicate_of IS NOT NULL
     UNION
     SELECT case_id FROM ${SCHEMA}.engagements WHERE union_id = ANY ($4::uuid[]) OR time_zone <> $5`,
    [position, knownAt, asOf, changedSince, DEFAULT_TIME_ZONE],
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
  readonly low: number | null;
  readonly high: number | null;
  /** Of the running: the days on which they may have started, counted from 1970-01-01. */
  readonly first_day: number | null;
  readonly last_day: number | null;
  readonly n: string;
}

/** What the tables have, counted by all that tells clocks apart: the ended by their days, the running by their start. */
export async function storedClocks(
  db: EntityManager,
  { asOf }: Frame,
  { selection, groupBy }: ResponseTimesAsked,
  caseIds?: readonly string[],
): Promise<AlikeClocks[]> {
  const { measure, filter } = selection;
  const columns = groupBy.map((grouping) => DIMENSIONS[grouping]!);
  const counted = clocksBy(db, measure, columns);
  if (caseIds) counted.andWhere('e.case_id = ANY (:caseIds::uuid[])', { caseIds });
  const rows = await filterEngagements(counted, filter).getRawMany<Row>();
  const today = localDayOf(DEFAULT_TIME_ZONE, asOf);
  return rows.map((row) => alikeClocks(row, today));
}

function clocksBy(
  db: EntityManager,
  measure: Measure,
  columns: readonly string[],
): SelectQueryBuilder<EngagementEntity> {
  const alike: Readonly<Record<string, string>> = {
    outcome: `e.${measure}_outcome`,
    silent: NEVER_REPLIED,
    low: `e.${measure}_days_low`,
    high: `e.${measure}_days_high`,
    first_day: dayOfRunning(measure, 'start_earliest'),
    last_day: dayOfRunning(measure, 'start_latest - 1'),
    ...Object.fromEntries(columns.map((column) => [column, `e.${column}`])),
  };
  const query = db.getRepository(EngagementEntity).createQueryBuilder('e').select('count(*)', 'n');
  for (const [name, expression] of Object.entries(alike)) query.addSelect(expression, name).addGroupBy(expression);
  return query;
}

function dayOfRunning(measure: Measure, instant: string): string {
  const local = `to_timestamp((e.${measure}_${instant}) / 1000.0) AT TIME ZONE '${DEFAULT_TIME_ZONE}'`;
  return `CASE e.${measure}_outcome WHEN '${CENSORED}' THEN (${local})::date - DATE '1970-01-01' END`;
}

function alikeClocks(row: Row, today: EpochDay): AlikeClocks {
  const { level = null, sector = null, union_id: unionId = '', region = null, departments = [], reasons = [] } = row;
  return {
    n: Number(row.n),
    dimensions: { level, sector, unionId, region, departments, reasons, startedAt: null },
    observation: observationIn(row, today),
    silent: row.silent,
  };
}

const FROM_START = { low: null, high: null };

function observationIn({ outcome, low, high, first_day, last_day }: Row, today: EpochDay): Observation | null {
  if (outcome === NOT_STARTED) return null;
  const { end, name } = endOf(outcome);
  if (end === 'quarantined') return { end, name: name! };
  if (end !== 'open') return { end, name, length: { low: low!, high: high! }, entry: FROM_START };
  const length = { low: Math.max(0, today - last_day!), high: Math.max(0, today - first_day!) };
  return { end: 'censored', name: null, length, entry: FROM_START };
}
