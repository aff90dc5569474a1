import type { EntityManager } from 'typeorm';
import { timelinesOf } from '../reports/cases-at.js';
import type { ResponseTimesAsked } from '../reports/response-times-asked.js';
import { Counting } from '../reports/counting.js';
import type { ResponseTimes } from '../reports/response-groups.js';
import { newIn, type FramePair } from './between.js';
import { casesBetween, caseUntil, type CaseBetween } from './case-between.js';
import { countedChanges, countedThen, type CountedThen } from './counted-changes.js';
import { StepChanges, type ChangesAsked, type StepChange } from './step-changes.js';
import { unionsBetween, type UnionsBetween } from './unions-between.js';

/** The figures of one question in two frames, and what made them differ, step by step. */
export interface ComparedResponseTimes {
  readonly earlier: ResponseTimes;
  readonly later: ResponseTimes;
  /** Those asked for, in order. A case in which the effects of steps cancel out adds none. */
  readonly changes: StepChange[];
}

/**
 * Counts in both frames in one pass over the cases. Only a case that may have changed is counted twice.
 * @param frames of the same `asOf`
 * @throws UnknownCalendarYear
 */
export async function compareResponseTimes(
  db: EntityManager,
  frames: FramePair,
  asked: ResponseTimesAsked,
  wanted: ChangesAsked,
): Promise<ComparedResponseTimes> {
  const { selection } = asked;
  const unions = await unionsBetween(db, frames);
  const [earlier, later] = [new Counting(frames.earlier, asked), new Counting(frames.later, asked)];
  const steps = new StepChanges(unions, frames, selection, wanted);
  for await (const timelines of timelinesOf(db, selection.filter)) {
    for (const one of await casesBetween(db, timelines, frames)) {
      const { before, after } = countedInBoth(one, unions, frames, asked);
      earlier.addCase(before.counted, before.isLeftOut);
      later.addCase(after.counted, after.isLeftOut);
      if (before === after) continue;
      const changes = countedChanges(one.caseId, before, after, selection, frames.later.asOf);
      if (changes.length > 0) steps.attribute(one);
    }
    // Others have a turn.
    await new Promise(setImmediate);
  }
  return { earlier: await earlier.result(), later: await later.result(), changes: steps.inOrder() };
}

/** The same object twice where nothing can have changed. */
function countedInBoth(
  one: CaseBetween,
  unions: UnionsBetween,
  frames: FramePair,
  { selection }: ResponseTimesAsked,
): { before: CountedThen; after: CountedThen } {
  const { asOf, position } = frames.later;
  const before = countedThen(caseUntil(one, undefined, asOf), unions.earlier, selection);
  if (!mayHaveChanged(one, unions)) return { before, after: before };
  return { before, after: countedThen(caseUntil(one, position, asOf), unions.later, selection) };
}

function mayHaveChanged(one: CaseBetween, { changed }: UnionsBetween): boolean {
  if (newIn(one).length > 0) return true;
  if (changed.size > 0 && [...one.unionIds].some((unionId) => changed.has(unionId))) return true;
  return [...one.originals.values()].some((original) => newIn(original).length > 0);
}
