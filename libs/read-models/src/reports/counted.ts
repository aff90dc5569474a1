import { clocksOfAny, type Clock, type Clocks } from '#measures';
import type { Instant } from '#time';
import type { UnionState } from '#unions';
import type { CaseAtFrame } from './cases-at.js';
import { engagementsAt, type EngagementAtFrame } from './engagements-at.js';
import { isInPeriod, matches, type Selection } from './selection.js';

/** What clocks are grouped by. */
export interface Dimensions {
  readonly level: string | null;
  readonly sector: string | null;
  readonly unionId: string;
  readonly region: string | null;
  readonly departments: readonly string[];
  readonly reasons: readonly string[];
  /** The earliest moment at which the clock may have started; null when it did not, or nobody asks. */
  readonly startedAt: Instant | null;
}

/** One clock that a report counts, and what it is about. */
export interface Counted {
  readonly caseId: string;
  readonly timeZone: string;
  readonly level: string | null;
  readonly sector: string | null;
  /** What it is made of: one engagement, or all at the level. */
  readonly engagements: readonly EngagementAtFrame[];
  readonly clocks: Clocks;
  /** In the measure asked about. */
  readonly clock: Clock | null;
}

/** What a question counts of one case. */
export function countedIn(one: CaseAtFrame, unions: ReadonlyMap<string, UnionState>, selection: Selection): Counted[] {
  const { filter, measure, unit, compete } = selection;
  const found = engagementsAt(one, unions, compete).filter((engagement) => matches(engagement, filter));
  const units = unit === 'engagement' ? found.map((engagement) => [engagement]) : byLevel(found);
  return units
    .map((engagements): Counted => {
      const { caseId, timeZone, level, sector, clocks: own } = engagements[0]!;
      const unionIds = new Set(engagements.map(({ unionId }) => unionId));
      const clocks = engagements.length === 1 ? own : clocksOfAny(one.history, unionIds, compete);
      return { caseId, timeZone, level, sector, engagements, clocks, clock: clocks[measure] };
    })
    .filter(({ clock }) => isInPeriod(clock, selection));
}

/** Whether a case counts no further: the one that it duplicates does, unless the question names this very case. */
export function isLeftOut(
  { isDuplicate }: Pick<CaseAtFrame, 'isDuplicate'>,
  { filter }: { readonly filter: { readonly caseId?: string } },
): boolean {
  return isDuplicate && filter.caseId === undefined;
}

function byLevel(engagements: readonly EngagementAtFrame[]): EngagementAtFrame[][] {
  const levels = new Map<string | null, EngagementAtFrame[]>();
  for (const engagement of engagements) {
    const own = levels.get(engagement.level);
    if (own) own.push(engagement);
    else levels.set(engagement.level, [engagement]);
  }
  return [...levels.values()];
}
