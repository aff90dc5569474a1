import { Chronology, type Interval, type Point, type Since } from '#time';
import { openingOf, stepNamed, type CaseState, type Step } from './state.js';

export interface TimelineEntry {
  readonly step: Step;
  /** When it happened, as narrowly as its own date and its place among the other steps allow. */
  readonly interval: Interval;
}

/**
 * When the live steps of a case happened, each narrowed by what is known of the others: none precedes the opening. Ids are
 * the steps' own.
 */
export function chronologyOf(state: CaseState): Chronology {
  const points: Point[] = [];
  for (const step of state.steps.values()) {
    if (!step.retracted) points.push({ id: step.stepId, interval: step.interval, since: sinceOf(state, step) });
  }
  return new Chronology(points, state.openingId);
}

/** When a step happened; one that is retracted, by its own date alone. */
export function occurrenceOf(chronology: Chronology, step: Step): Interval {
  return chronology.interval(step.stepId) ?? step.interval;
}

/** What a step says of how long after another it came, under the other's own id. */
export function sinceOf(state: CaseState, step: Step): Since | undefined {
  if (!('since' in step.content) || !step.content.since) return undefined;
  const { since } = step.content;
  const stepId = stepNamed(state, since.stepId)?.stepId ?? since.stepId;
  return stepId === since.stepId ? since : { ...since, stepId };
}

/**
 * The steps of a case, retracted ones included, in order of occurrence: the opening first; then by the earliest moment
 * (that of the opening at least, since a case has no steps before it), the latest moment, and the order of recording. No
 * step precedes the one that its `since` names. Where dates tie, the order of recording is all that tells what came first:
 * steps of one day are told as they happened.
 */
export function timeline(state: CaseState, chronology = chronologyOf(state)): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const step of state.steps.values()) {
    entries.push({ step, interval: occurrenceOf(chronology, step) });
  }
  return withParentsFirst(state, entries.sort(byOccurrence(state)));
}

function byOccurrence(state: CaseState) {
  const openedAt = openingOf(state)?.interval.earliest ?? -Infinity;
  const start = ({ interval }: TimelineEntry) => Math.max(interval.earliest, openedAt);
  const first = ({ step }: TimelineEntry) => (step.stepId === state.openingId ? 0 : 1);
  return (a: TimelineEntry, b: TimelineEntry) =>
    first(a) - first(b) ||
    start(a) - start(b) ||
    a.interval.latest - b.interval.latest ||
    a.step.revision - b.step.revision;
}

/** Intervals already put parents first, except where parent and child have the same one. */
function withParentsFirst(state: CaseState, sorted: readonly TimelineEntry[]): TimelineEntry[] {
  const waiting = new Map(sorted.map((entry) => [entry.step.stepId, entry]));
  const ordered: TimelineEntry[] = [];
  for (const entry of sorted) {
    const chain: TimelineEntry[] = [];
    for (let at: TimelineEntry | undefined = entry; at && waiting.delete(at.step.stepId);) {
      chain.push(at);
      const since: Since | undefined = at.step.retracted ? undefined : sinceOf(state, at.step);
      at = since && waiting.get(since.stepId);
    }
    ordered.push(...chain.reverse());
  }
  return ordered;
}
