import type { EntityManager } from 'typeorm';
import type { RecordedCaseEvent } from '#cases';
import type { Position } from '#event-store';
import { unionsNamedIn } from '#ledger';
import { caseAfter, eventsIn, timelinesAmong, type CaseAtFrame, type Timeline } from '../reports/cases-at.js';
import { between, eventsUntil, type Between, type FramePair } from './between.js';

type CaseEvents = Between<RecordedCaseEvent>;

/** A case in two frames. */
export interface CaseBetween extends CaseEvents {
  readonly caseId: string;
  /** Every union that may be engaged in it. */
  readonly unionIds: ReadonlySet<string>;
  /** The cases that it was ever linked to as their duplicate, by id. */
  readonly originals: ReadonlyMap<string, CaseEvents>;
}

export async function casesBetween(
  db: EntityManager,
  timelines: readonly Timeline[],
  frames: FramePair,
): Promise<CaseBetween[]> {
  const cases = timelines.map(([caseId, rows]) => ({ caseId, ...between(eventsIn(rows), frames) }));
  const links = new Map(cases.map(({ caseId, events }) => [caseId, linksIn(events)]));
  const linked = await timelinesAmong(db, [...new Set([...links.values()].flat())]);
  const originals = new Map(linked.map(([caseId, rows]) => [caseId, between(eventsIn(rows), frames)]));
  return cases.map((one) => ({
    ...one,
    unionIds: new Set(one.events.flatMap(({ data }) => unionsNamedIn({ content: data }))),
    originals: new Map(links.get(one.caseId)!.flatMap((id) => (originals.has(id) ? [[id, originals.get(id)!]] : []))),
  }));
}

/** The case as it was when the log had come so far; without a position as the earlier frame has it. */
export function caseUntil(one: CaseBetween, position: Position | undefined, asOf: number): CaseAtFrame | undefined {
  const found = caseAfter(one.caseId, eventsUntil(one, position), asOf);
  if (!found || found.duplicateOf === null) return found;
  const original = one.originals.get(found.duplicateOf);
  const standing = original && caseAfter(found.duplicateOf, eventsUntil(original, position), asOf);
  return { ...found, isDuplicate: standing?.duplicateOf === null };
}

interface Linking {
  readonly duplicateOf?: string;
  /** In a correction: what the step says instead. */
  readonly content?: Linking;
}

function linksIn(events: readonly RecordedCaseEvent[]): string[] {
  const said = events.flatMap(({ data }) => [data as Linking, (data as Linking).content]);
  return [...new Set(said.map((content) => content?.duplicateOf).filter((id) => id !== undefined))];
}
