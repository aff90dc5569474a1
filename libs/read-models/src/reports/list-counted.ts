import type { EntityManager } from 'typeorm';
import { decodeCursor, pageOf, type PageOf } from '../queries/page.js';
import { clocksView, engagementViewOf, type EngagementView } from '../views/engagement-view.js';
import { hasOutcome } from '../views/outcome.js';
import { casesAt } from './cases-at.js';
import { countedIn, isLeftOut, type Counted } from './counted.js';
import type { Frame } from './frame.js';
import type { Selection } from './selection.js';
import { unionsAt } from './unions-at.js';

/** All unions of one level that are engaged in a case, taken together. */
export interface LevelView {
  readonly caseId: string;
  readonly level: string | null;
  readonly sector: string | null;
  readonly unionIds: readonly string[];
  readonly clocks: EngagementView['clocks'];
}

export interface CountedAsked {
  readonly selection: Selection;
  /** As in EngagementQuery. */
  readonly outcome?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** What a report in the same frame and with the same selection counts, in the order of case and union, or level. */
export async function listCounted(
  db: EntityManager,
  frame: Frame,
  { selection, outcome, cursor, limit }: CountedAsked,
): Promise<PageOf<EngagementView | LevelView>> {
  const unions = await unionsAt(db, frame);
  const after = cursor === undefined ? undefined : (decodeCursor(cursor, ['uuid', 'string']) as [string, string]);
  const found: Counted[] = [];
  // What is left of the case that the page before ended in comes first.
  const asked = { ...selection.filter, ...(after && { from: after[0] }) };
  for await (const cases of casesAt(db, frame, asked)) {
    for (const one of cases) {
      if (isLeftOut(one, selection)) continue;
      const counted = countedIn(one, unions, selection).filter(
        (each) =>
          (outcome === undefined || hasOutcome(each.clocks, selection.measure, outcome)) && isAfter(each, after),
      );
      found.push(...counted.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)));
    }
    if (found.length > limit) break;
  }
  const place = (counted: Counted) => [counted.caseId, placeOf(counted)];
  return pageOf(found.slice(0, limit + 1), limit, place, (counted) => viewOf(counted, selection, frame));
}

function isAfter(counted: Counted, after: readonly [string, string] | undefined): boolean {
  return after === undefined || counted.caseId > after[0] || placeOf(counted) > after[1];
}

/** Where it stands among those of its case. */
function placeOf({ engagements }: Counted): string {
  return engagements.map(({ unionId }) => unionId).reduce((a, b) => (a < b ? a : b));
}

function viewOf(counted: Counted, { unit }: Selection, { asOf }: Frame): EngagementView | LevelView {
  const { caseId, level, sector, timeZone, engagements, clocks } = counted;
  if (unit === 'engagement') return engagementViewOf(engagements[0]!, engagements[0]!, asOf);
  const unionIds = engagements.map(({ unionId }) => unionId);
  return { caseId, level, sector, unionIds, clocks: clocksView(clocks, asOf, timeZone) };
}
