import { isStepName, STEPS_BY_NAME, type CaseEventType } from '#cases';
import { Problem } from '../problems/problem.js';

/** The event type that a path's step name stands for. */
export function stepTypeOf(name: string): CaseEventType {
  if (isStepName(name)) return STEPS_BY_NAME[name];
  throw Problem.of('not-found', 'There is no such step.', { known: Object.keys(STEPS_BY_NAME) });
}
