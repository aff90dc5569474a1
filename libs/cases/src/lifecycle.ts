import type { Chronology } from '#time';
import type { CaseState, Step, StepOf } from './state.js';
import { chronologyOf, occurrenceOf } from './timeline.js';

type LifecycleStep = StepOf<'Closed'> | StepOf<'Reopened'>;

export function isLifecycle(step: Step): step is LifecycleStep {
  return step.type === 'Closed' || step.type === 'Reopened';
}

/**
 * The live closings and reopenings of a case, one after another. Two whose dates leave their order open stand in the
 * order of recording: a case closed today and reopened today is open.
 */
export function lifecycleOf(state: CaseState, chronology: Chronology): LifecycleStep[] {
  const ordered: LifecycleStep[] = [];
  for (const step of state.steps.values()) {
    if (!isLifecycle(step) || step.retracted) continue;
    const { latest } = occurrenceOf(chronology, step);
    const next = ordered.findIndex((other) => occurrenceOf(chronology, other).earliest >= latest);
    ordered.splice(next < 0 ? ordered.length : next, 0, step);
  }
  return ordered;
}

/** The closing that holds now; undefined while the case is open. */
export function closingOf(state: CaseState, chronology = chronologyOf(state)): StepOf<'Closed'> | undefined {
  const last = lifecycleOf(state, chronology).at(-1);
  return last?.type === 'Closed' ? last : undefined;
}
