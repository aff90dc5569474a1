import type { Chronology, Interval } from '#time';
import type { CaseState, Step, StepOf } from './state.js';
import { chronologyOf, occurrenceOf } from './timeline.js';

type LifecycleStep = StepOf<'Closed'> | StepOf<'Reopened'>;

export function isLifecycle(step: Step): step is LifecycleStep {
  return step.type === 'Closed' || step.type === 'Reopened';
}

/** A closing or a reopening, or another step, at its place in time and in the order of recording. */
interface Dated {
  readonly type: string;
  readonly interval: Interval;
  readonly revision: number;
}

/**
 * The closings and reopenings among some steps, one after another. Two whose dates leave their order open stand in the
 * order of recording: a case closed today and reopened today is open. A reopening of what is not closed does nothing, as
 * when the closing that it answered was retracted, and is left out.
 */
export function turnsOf<Item extends Dated>(steps: Iterable<Item>): Item[] {
  const recorded: Item[] = [];
  for (const step of steps) if (step.type === 'Closed' || step.type === 'Reopened') recorded.push(step);
  recorded.sort((a, b) => a.revision - b.revision);
  const ordered: Item[] = [];
  for (const step of recorded) {
    const next = ordered.findIndex((other) => other.interval.earliest >= step.interval.latest);
    ordered.splice(next < 0 ? ordered.length : next, 0, step);
  }
  return ordered.filter((step, index) => step.type === 'Closed' || ordered[index - 1]?.type === 'Closed');
}

/** A closing or reopening of a case, and when it happened. */
export interface Turn extends Dated {
  readonly step: LifecycleStep;
}

/** The live closings and reopenings of a case, one after another. */
export function lifecycleOf(state: CaseState, chronology: Chronology): Turn[] {
  const turns: Turn[] = [];
  for (const step of state.steps.values()) {
    if (!isLifecycle(step) || step.retracted) continue;
    turns.push({ step, type: step.type, interval: occurrenceOf(chronology, step), revision: step.revision });
  }
  return turnsOf(turns);
}

/** The closing that holds now; undefined while the case is open. */
export function closingOf(state: CaseState, chronology = chronologyOf(state)): StepOf<'Closed'> | undefined {
  const last = lifecycleOf(state, chronology).at(-1);
  return last?.step.type === 'Closed' ? last.step : undefined;
}
