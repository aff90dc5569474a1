import type { EntityManager } from 'typeorm';
import type { StoredCounts } from '../counts/stored-counts.js';
import { casesAt } from './cases-at.js';
import { countedIn, isLeftOut } from './counted.js';
import { Counting } from './counting.js';
import type { Frame } from './frame.js';
import type { Reached } from './reached.js';
import type { ResponseTimes } from './response-groups.js';
import type { ResponseTimesAsked } from './response-times-asked.js';
import { areCounted, areStored, storedClocks } from './stored-clocks.js';
import { UnionsInCases } from './unions-at.js';
import { areMostUnlike, lessUnlike, onlyLike } from './unlike-stored.js';

/**
 * Counts and estimates from every case that the frame has: from what the tables have of those that it has in the same way,
 * which for most frames is what they count less the others; those that it has in another way are counted by their events.
 * @throws UnknownCalendarYear
 */
export async function responseTimes(
  db: EntityManager,
  frame: Frame,
  reached: Reached,
  counts: StoredCounts,
  asked: ResponseTimesAsked,
): Promise<ResponseTimes> {
  if (!areStored(asked)) return countFolded(db, frame, new Counting(frame, asked), asked);
  const { measure, filter } = asked.selection;
  const counted = { measure, filter, groupBy: asked.groupBy };
  const fromNothing = await areMostUnlike(db, frame, reached);
  const before = !fromNothing && areCounted(asked) ? await counts.read(db, reached, counted) : undefined;
  const counting = new Counting(frame, asked, before);
  if (!fromNothing && !before) await storedClocks(db, frame, asked, counting, 1);
  const { sign, meant, folded } = await (fromNothing ? onlyLike : lessUnlike)(db, frame, reached);
  if (sign !== undefined) await storedClocks(db, frame, asked, counting, sign, meant);
  return folded.length > 0 ? countFolded(db, frame, counting, asked, folded) : counting.result();
}

/** @param caseIds the cases to count; all of them unless given */
async function countFolded(
  db: EntityManager,
  frame: Frame,
  counting: Counting,
  { selection }: ResponseTimesAsked,
  caseIds?: readonly string[],
): Promise<ResponseTimes> {
  const directory = new UnionsInCases(db, frame);
  for await (const cases of casesAt(db, frame, { ...selection.filter, caseIds })) {
    const unions = await directory.of(cases);
    for (const one of cases) counting.addCase(countedIn(one, unions, selection), isLeftOut(one, selection));
  }
  return counting.result();
}
