import { isLifecycle, lifecycleOf } from '../lifecycle.js';
import { refusal } from '../refusals.js';
import type { Rule } from './proposal.js';

/** Closing and reopening take turns. */
export const lifecycleMustAlternate: Rule = (step, { after }) => {
  if (!isLifecycle(step)) return;
  const steps = lifecycleOf(after.state, after.chronology);
  const previous = steps[steps.indexOf(step) - 1];
  if (step.type === 'Closed' && previous?.type === 'Closed') {
    throw refusal('already_closed', 'the case was closed already', { closedBy: previous.stepId });
  }
  if (step.type === 'Reopened' && previous?.type !== 'Closed') {
    throw refusal('not_closed', 'the case was not closed', {});
  }
};
