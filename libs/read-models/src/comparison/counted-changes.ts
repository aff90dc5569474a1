import type { Instant } from '#time';
import type { CaseAtFrame } from '../reports/cases-at.js';
import { countedIn, isLeftOut, type Counted } from '../reports/counted.js';
import type { Selection } from '../reports/selection.js';
import type { UnionState } from '#unions';
import { countedView, type CountedView } from './counted-view.js';

/** What a report counts of a case at one time. */
export interface CountedThen {
  readonly counted: readonly Counted[];
  readonly isLeftOut: boolean;
}

export function countedThen(
  one: CaseAtFrame | undefined,
  unions: ReadonlyMap<string, UnionState>,
  selection: Selection,
): CountedThen {
  if (!one) return { counted: [], isLeftOut: false };
  return { counted: countedIn(one, unions, selection), isLeftOut: isLeftOut(one, selection) };
}

/** What became of one clock that is counted; null where it was not counted. */
export interface CountedChange {
  readonly caseId: string;
  /** The union; null where all of a level are counted together. */
  readonly unionId: string | null;
  readonly before: CountedView | null;
  readonly after: CountedView | null;
}

/** The differences between what is counted of one case at two times, by union or level. */
export function countedChanges(
  caseId: string,
  before: CountedThen,
  after: CountedThen,
  { unit }: Selection,
  asOf: Instant,
): CountedChange[] {
  const [old, now] = [viewsOf(before, unit, asOf), viewsOf(after, unit, asOf)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key) ?? null, now.get(key) ?? null];
    if (isTheSame(one, other)) return [];
    return [{ caseId, unionId: unit === 'engagement' ? key : null, before: one, after: other }];
  });
}

/** Of a duplicate it only matters that there is one. */
function isTheSame(one: CountedView | null, other: CountedView | null): boolean {
  if (one?.isDuplicate && other?.isDuplicate) return true;
  return JSON.stringify(one) === JSON.stringify(other);
}

function viewsOf(then: CountedThen, unit: Selection['unit'], asOf: Instant): Map<string, CountedView> {
  const key = ({ level, engagements }: Counted) => (unit === 'engagement' ? engagements[0]!.unionId : (level ?? ''));
  return new Map(then.counted.map((counted) => [key(counted), countedView(counted, then.isLeftOut, asOf)]));
}
