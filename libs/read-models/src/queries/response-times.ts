import type { EntityManager } from 'typeorm';
import type { Measure } from '#measures';
import { LEVELS, type Level } from '#unions';
import { EngagementEntity } from '../entities/engagement.entity.js';
import { CENSORED, COMPETING, NOT_STARTED } from '../views/outcome.js';
import { filterEngagements, NEVER_REPLIED, OF_DUPLICATE, UNKNOWN, type EngagementFilter } from './find-engagements.js';

export const GROUPINGS = ['level', 'union', 'sector', 'region'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The classes a clock can end in, in the order they are shown; `resolution` has the outcomes of a case as classes. */
export const CLASSES: Readonly<Record<Measure, readonly string[]>> = {
  first_reply: ['helped', 'informed', 'deflected'],
  intervention: ['intervened'],
  awareness: ['already_aware', 'reached'],
  resolution: [],
};

export interface ResponseTimesQuery extends EngagementFilter {
  readonly measure: Measure;
  readonly groupBy: Grouping;
}

/** How the engagements of one group stand. `n` = all classes + censored + competing; `engagements` = n + notStarted. */
export interface ResponseGroup {
  /** The level, union id, sector or region code; `unknown` for those without. */
  readonly key: string;
  readonly engagements: number;
  /** Clocks that never started: nobody called the union (or the case never opened). They are not at risk. */
  readonly notStarted: number;
  readonly n: number;
  readonly classes: Readonly<Record<string, number>>;
  /** Still running. */
  readonly censored: number;
  /** Those of the censored whose union was called and has not replied at all; in `first_reply`, all of them. */
  readonly silent: number;
  /** Ended another way, by cause. */
  readonly competing: Readonly<Record<string, number>>;
}

export interface ResponseTimes {
  readonly measure: Measure;
  readonly groupBy: Grouping;
  readonly groups: ResponseGroup[];
  readonly total: ResponseGroup;
  /** Engagements left out since their case is linked as the duplicate of another, unless the query names the case. */
  readonly duplicates: number;
}

interface Count {
  readonly key: string | null;
  readonly outcome: string;
  readonly duplicate: boolean;
  readonly unanswered: boolean;
  readonly n: string;
}

const COLUMNS: Readonly<Record<Grouping, string>> = {
  level: 'e.level',
  union: 'e.union_id',
  sector: 'e.sector',
  region: 'e.region',
};

export async function responseTimes(db: EntityManager, query: ResponseTimesQuery): Promise<ResponseTimes> {
  const { measure, groupBy } = query;
  const counted = db
    .getRepository(EngagementEntity)
    .createQueryBuilder('e')
    .select(COLUMNS[groupBy], 'key')
    .addSelect(`e.${measure}_outcome`, 'outcome')
    .addSelect(query.caseId === undefined ? OF_DUPLICATE : 'false', 'duplicate')
    .addSelect(NEVER_REPLIED, 'unanswered')
    .addSelect('count(*)', 'n');
  const all = await filterEngagements(counted, query).groupBy('1, 2, 3, 4').getRawMany<Count>();
  const counts = all.filter(({ duplicate }) => !duplicate);
  const byKey = new Map<string, Count[]>();
  for (const count of counts) byKey.set(keyOf(count), [...(byKey.get(keyOf(count)) ?? []), count]);
  const groups = [...byKey].map(([key, own]) => responseGroup(key, measure, own));
  return {
    measure,
    groupBy,
    groups: groups.sort((a, b) => compareKeys(groupBy, a.key, b.key)),
    total: responseGroup('total', measure, counts),
    duplicates: all.reduce((sum, { duplicate, n }) => sum + (duplicate ? Number(n) : 0), 0),
  };
}

const keyOf = (count: Count) => count.key ?? UNKNOWN;

function responseGroup(key: string, measure: Measure, counts: readonly Count[]): ResponseGroup {
  const classes: Record<string, number> = Object.fromEntries(CLASSES[measure].map((name) => [name, 0]));
  const competing: Record<string, number> = {};
  let engagements = 0;
  let notStarted = 0;
  let [censored, silent] = [0, 0];
  for (const { outcome, unanswered, n } of counts) {
    const count = Number(n);
    engagements += count;
    if (outcome === NOT_STARTED) notStarted += count;
    else if (outcome.startsWith(COMPETING)) add(competing, outcome.slice(COMPETING.length), count);
    else if (outcome !== CENSORED) add(classes, outcome, count);
    else {
      censored += count;
      if (unanswered) silent += count;
    }
  }
  return { key, engagements, notStarted, n: engagements - notStarted, classes, censored, silent, competing };
}

function add(counts: Record<string, number>, name: string, n: number): void {
  counts[name] = (counts[name] ?? 0) + n;
}

/** Levels from the nation down; everything else by name; the unknown last. */
function compareKeys(groupBy: Grouping, a: string, b: string): number {
  if (a === UNKNOWN || b === UNKNOWN) return Number(a === UNKNOWN) - Number(b === UNKNOWN);
  if (groupBy === 'level') return LEVELS.indexOf(a as Level) - LEVELS.indexOf(b as Level);
  return a < b ? -1 : Number(a > b);
}
