import { isLifecycle } from '../lifecycle.js';
import { refusal } from '../refusals.js';
import type { Step } from '../state.js';
import type { Rule } from './proposal.js';
import type { Timing } from './timing.js';

/** Closing and reopening take turns. */
export const lifecycleMustAlternate: Rule = (step, { after }) => {
  const problem = turnProblem(after, step);
  if (problem) throw problem;
};

/** The refusal that a closing or reopening deserves for its place among the others; undefined when it is its turn. */
export function turnProblem({ turns }: Timing, step: Step) {
  if (!isLifecycle(step)) return undefined;
  const place = turns.findIndex((turn) => turn.step === step);
  if (step.type === 'Reopened') return place < 0 ? refusal('not_closed', 'the case was not closed', {}) : undefined;
  const previous = turns[place - 1];
  if (previous?.type !== 'Closed') return undefined;
  return refusal('already_closed', 'the case was closed already', { closedBy: previous.step.stepId });
}
