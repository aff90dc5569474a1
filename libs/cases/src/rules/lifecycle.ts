import { isLifecycle, lifecycleOf } from '../lifecycle.js';
import { refusal } from '../refusals.js';
import type { Rule } from './proposal.js';

/** Closing and reopening take turns. */
export const lifecycleMustAlternate: Rule = (step, { after }) => {
  if (!isLifecycle(step)) return;
  const turns = lifecycleOf(after.state, after.chronology);
  const place = turns.findIndex((turn) => turn.step === step);
  const previous = turns[place - 1]?.step;
  if (step.type === 'Closed' && previous?.type === 'Closed') {
    throw refusal('already_closed', 'the case was closed already', { closedBy: previous.stepId });
  }
  if (step.type === 'Reopened' && place < 0) {
    throw refusal('not_closed', 'the case was not closed', {});
  }
};
