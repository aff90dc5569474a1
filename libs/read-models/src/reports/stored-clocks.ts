import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Measure } from '#measures';
import { localDayOf } from '#time';
import { observedOn } from '../counts/observed.js';
import { EngagementEntity } from '../entities/engagement.entity.js';
import { filterEngagements, NEVER_REPLIED } from '../queries/find-engagements.js';
import type { Outcome } from '../views/outcome.js';
import type { Counting } from './counting.js';
import type { Frame } from './frame.js';
import type { Grouping } from './groupings.js';
import type { ResponseTimesAsked } from './response-times-asked.js';
import type { CasesMeant } from './unlike-stored.js';

/** Whether the tables have what a report looks at: whole engagements, in calendar days, whenever they started. */
export function areStored({ selection, days, groupBy }: ResponseTimesAsked): boolean {
  const { unit, compete, period, filter } = selection;
  const whole = unit === 'engagement' && compete.length === 0 && period === null && !groupBy.includes('period');
  return whole && days === 'calendar' && filter.caseId === undefined;
}

/** Whether the tables have even counted what a report looks at. */
export function areCounted({ selection: { filter }, groupBy }: ResponseTimesAsked): boolean {
  const isCounted = !groupBy.includes('department') && !groupBy.includes('reason');
  return isCounted && filter.department === undefined && filter.reason === undefined;
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
  readonly time_zone: string;
  readonly is_duplicate: boolean;
  readonly outcome: Outcome;
  readonly silent: boolean;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: string;
}

/**
 * Counts what the tables have, row by row, of all cases or of some.
 * @param sign -1 to take it off again
 */
export async function storedClocks(
  db: EntityManager,
  frame: Frame,
  { selection, groupBy }: ResponseTimesAsked,
  counting: Counting,
  sign: 1 | -1,
  meant?: CasesMeant,
): Promise<void> {
  const alike = clocksBy(db, selection.measure, groupBy);
  if (meant) alike.andWhere(meant.where, meant.parameters);
  const today = (timeZone: string) => localDayOf(timeZone, frame.asOf);
  for (const row of await filterEngagements(alike, selection.filter).getRawMany<Row>()) {
    const n = sign * Number(row.n);
    if (row.is_duplicate) counting.addDuplicates(n);
    else {
      const {
        level = null,
        sector = null,
        union_id: unionId = '',
        region = null,
        departments = [],
        reasons = [],
      } = row;
      const dimensions = { level, sector, unionId, region, departments, reasons, startedAt: null };
      counting.add({ n, dimensions, observation: observedOn(today(row.time_zone), row), silent: row.silent });
    }
  }
}

/** How many are alike in all that tells clocks apart. */
function clocksBy(
  db: EntityManager,
  measure: Measure,
  groupBy: readonly Grouping[],
): SelectQueryBuilder<EngagementEntity> {
  const columns = groupBy.map((grouping) => DIMENSIONS[grouping]!);
  const alike: Readonly<Record<string, string>> = {
    outcome: `e.${measure}_outcome`,
    silent: NEVER_REPLIED,
    low: `e.${measure}_low`,
    high: `e.${measure}_high`,
    ...Object.fromEntries(['time_zone', 'is_duplicate', ...columns].map((column) => [column, `e.${column}`])),
  };
  const query = db.getRepository(EngagementEntity).createQueryBuilder('e').select('count(*)', 'n');
  for (const [name, expression] of Object.entries(alike)) query.addSelect(expression, name).addGroupBy(expression);
  return query;
}
