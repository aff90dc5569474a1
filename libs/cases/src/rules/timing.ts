import type { Chronology, Instant } from '#time';
import { isoInstant, isoInterval } from '../iso.js';
import { isLifecycle, lifecycleOf, type Turn } from '../lifecycle.js';
import { refusal } from '../refusals.js';
import { openingOf, type CaseState, type Step } from '../state.js';
import { chronologyOf, occurrenceOf, sinceOf } from '../timeline.js';

/** When the steps of a case happened, and the bounds they must keep to. */
export interface Timing {
  readonly state: CaseState;
  readonly chronology: Chronology;
  readonly now: Instant;
  readonly opening: Step | undefined;
  /** Closings and reopenings, one after another. */
  readonly turns: readonly Turn[];
}

export function timingOf(state: CaseState, now: Instant): Timing {
  const chronology = chronologyOf(state);
  return { state, chronology, now, opening: openingOf(state), turns: lifecycleOf(state, chronology) };
}

const CHECKS = [countsFromAnotherLiveStep, notInTheFuture, notBeforeTheOpening, notAfterTheClosing];

/** The refusal that a step's timing deserves; undefined when it can have happened then. */
export function timingProblem(timing: Timing, step: Step) {
  for (const check of CHECKS) {
    const problem = check(timing, step);
    if (problem) return problem;
  }
  return undefined;
}

function countsFromAnotherLiveStep({ state }: Timing, step: Step) {
  const since = sinceOf(state, step);
  if (!since) return undefined;
  const other = state.steps.get(since.stepId);
  if (other && !other.retracted) return undefined;
  return refusal('unknown_since_step', 'since.stepId names no step that stands in this case', {
    sinceStepId: since.stepId,
  });
}

function notInTheFuture({ chronology, now }: Timing, step: Step) {
  const occurred = occurrenceOf(chronology, step);
  if (occurred.earliest <= now) return undefined;
  const details = { occurred: isoInterval(occurred), now: isoInstant(now) };
  return refusal('in_the_future', 'the step lies in the future', details);
}

function notBeforeTheOpening({ chronology, opening }: Timing, step: Step) {
  if (!opening || opening === step) return undefined;
  const opened = occurrenceOf(chronology, opening);
  const occurred = occurrenceOf(chronology, step);
  if (occurred.latest > opened.earliest) return undefined;
  const details = { occurred: isoInterval(occurred), opened: isoInterval(opened) };
  return refusal('before_case_opened', 'the step lies before the case opened', details);
}

function notAfterTheClosing({ chronology, turns }: Timing, step: Step) {
  const closing = turns.at(-1);
  if (closing?.type !== 'Closed' || isLifecycle(step) || step.type === 'NoteAdded') return undefined;
  const closed = closing.interval;
  const occurred = occurrenceOf(chronology, step);
  if (occurred.earliest < closed.latest) return undefined;
  const details = { closedBy: closing.step.stepId, closed: isoInterval(closed), occurred: isoInterval(occurred) };
  return refusal('case_closed', 'the step lies after the case was closed', details);
}
