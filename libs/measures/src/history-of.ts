import { chronologyOf, sinceOf, timeline, turnsOf, type CaseState, type TimelineEntry } from '#cases';
import { Chronology, localDay, localDayOf, type Instant } from '#time';
import type { CaseHistory, HistoryStep } from './case-history.js';

export interface ViewedHistory extends CaseHistory {
  /** Every step in order of occurrence, retracted ones included. */
  readonly entries: readonly TimelineEntry[];
}

/**
 * A folded case as the measures see it; with `asOf`, only what may have happened by then, and as if it had: by the end of
 * that local day, since a date means a whole day.
 */
export function historyOf(state: CaseState, asOf = Infinity as Instant): ViewedHistory {
  const chronology = chronologyOf(state);
  const entries = timeline(state, chronology);
  const end = asOf === Infinity ? Infinity : localDay(state.timeZone, localDayOf(state.timeZone, asOf)).latest;
  const isOver = ({ interval }: TimelineEntry) => interval.earliest <= asOf && interval.latest <= end;
  if (entries.every(isOver)) return viewed(state, entries, chronology);
  const happened = entries.filter(({ interval }) => interval.earliest <= asOf);
  const until = chronologyUntil(state, happened, end);
  return viewed(
    state,
    happened.map(({ step, interval }) => ({ step, interval: until.interval(step.stepId) ?? interval })),
    until,
  );
}

/** From which instant on `historyOf` leaves out no step that stands, nor narrows one: each has happened, its last day begun. */
export function settledAt({ timeZone, steps }: CaseHistory): Instant {
  let [earliest, latest] = [-Infinity, -Infinity];
  for (const { interval } of steps) {
    earliest = Math.max(earliest, interval.earliest);
    latest = Math.max(latest, interval.latest);
  }
  return Math.max(earliest, localDay(timeZone, localDayOf(timeZone, latest - 1)).earliest);
}

/** What bounds the steps once each of them is known to have happened. */
function chronologyUntil(state: CaseState, happened: readonly TimelineEntry[], end: Instant): Chronology {
  const points = happened
    .filter(({ step }) => !step.retracted)
    .map(({ step, interval: { earliest, latest } }) => ({
      id: step.stepId,
      interval: { earliest, latest: Math.min(latest, end) },
      since: sinceOf(state, step),
    }));
  return new Chronology(points, state.openingId);
}

function viewed(state: CaseState, entries: readonly TimelineEntry[], chronology: Chronology): ViewedHistory {
  const steps: HistoryStep[] = [];
  let opening: HistoryStep | undefined;
  let turns = 0;
  for (const { step, interval } of entries) {
    const { stepId, type, content, revision } = step;
    if (step.retracted) continue;
    const seen = { stepId, type, content, interval, revision };
    steps.push(seen);
    if (stepId === state.openingId) opening = seen;
    if (type === 'Closed' || type === 'Reopened') turns++;
  }
  return {
    timeZone: state.timeZone,
    opening,
    entries,
    steps,
    lifecycle: turns > 0 ? turnsOf(steps) : [],
    between: (from, to) => chronology.between(from, to)!,
  };
}
