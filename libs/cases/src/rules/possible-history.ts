import { refusal } from '../refusals.js';
import type { Proposal, Rule } from './proposal.js';
import { timingOf, timingProblem } from './timing.js';

/** What the steps say of their dates and of their order must agree. */
export const datesMustAgree: Rule = ({ stepId }, { before, after }) => {
  const { contradiction } = after.chronology;
  if (contradiction === undefined) return;
  const isCorrection = before.steps.has(stepId);
  if (isCorrection && contradiction !== stepId) throw wouldContradict(contradiction, 'contradictory_dates');
  throw refusal('contradictory_dates', 'the date and since contradict those of other steps', { stepId });
};

export const stepMustFitInTime: Rule = (step, { after }) => {
  const problem = timingProblem(after, step);
  if (problem) throw problem;
};

/** No step but the given one may become impossible; one that was so before (clocks differ) stands in nobody's way. */
export function otherStepsMustStayPossible({ before, after }: Proposal, stepId: string): void {
  for (const other of after.state.steps.values()) {
    if (other.retracted || other.stepId === stepId) continue;
    const problem = timingProblem(after, other);
    if (!problem) continue;
    const earlier = before.steps.get(other.stepId);
    if (earlier && timingProblem(timingOf(before, after.now), earlier)) continue;
    throw wouldContradict(other.stepId, problem.code);
  }
}

function wouldContradict(stepId: string, because: string) {
  return refusal('would_contradict', `step ${stepId} would become impossible: ${because}`, { stepId, because });
}
