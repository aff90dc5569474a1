import { chronologyOf, timeline, type CaseState, type TimelineEntry } from '#cases';
import type { Instant } from '#time';
import type { CaseHistory } from './case-history.js';

export interface ViewedHistory extends CaseHistory {
  /** Every step in order of occurrence, retracted ones included. */
  readonly entries: readonly TimelineEntry[];
}

/** A folded case as the measures see it; with `asOf`, only what may have happened by then. */
export function historyOf(state: CaseState, asOf = Infinity as Instant): ViewedHistory {
  const chronology = chronologyOf(state);
  const entries = timeline(state, chronology).filter(({ interval }) => interval.earliest <= asOf);
  const live = entries.filter(({ step }) => !step.retracted);
  const steps = live.map(({ step: { stepId, type, content }, interval }) => ({ stepId, type, content, interval }));
  return {
    timeZone: state.timeZone,
    opening: steps.find((step) => step.stepId === state.openingId),
    entries,
    steps,
    between: (from, to) => chronology.between(from, to)!,
  };
}
