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
import { lessUnlike, onlyLike, yearBefore } from './unlike-stored.js';

/**
 * Counts and estimates from every case that the frame has: from what the tables count, less the cases that the frame has
 * in another way, which are counted by their events. Long ago that would be most of them: then the years before are counted,
 * and what is like today of the year itself.
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
  const nearly = await lessUnlike(db, frame, reached);
  const year = nearly ? undefined : await yearBefore(db, frame, reached);
  const known = areCounted(asked) ? await counts.read(db, reached, { ...counted, before: year }) : undefined;
  const counting = new Counting(frame, asked, known);
  if (nearly && !known) await storedClocks(db, frame, asked, counting, 1);
  if (!nearly) await db.query(`SET LOCAL work_mem = '64MB'`);
  const { rows, folded } = nearly ?? (await onlyLike(db, frame, reached, known && year));
  for (const { sign, of } of rows) await storedClocks(db, frame, asked, counting, sign, of);
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
