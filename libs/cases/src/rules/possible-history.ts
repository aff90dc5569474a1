import type { Refusal } from '#unions';
import type { StepType } from '../event-types.js';
import { refusal, type CaseRefusalCode } from '../refusals.js';
import type { Step } from '../state.js';
import { turnProblem } from './lifecycle.js';
import type { Proposal, Rule } from './proposal.js';
import { timingOf, timingProblem, type Timing } from './timing.js';

/** What the steps say of their dates and of their order must agree. */
export const datesMustAgree: Rule = ({ stepId }, { before, after }) => {
  const { contradiction } = after.chronology;
  if (contradiction === undefined) return;
  const isCorrection = before.steps.has(stepId);
  const problem = refusal('contradictory_dates', 'the date and since contradict those of other steps', { stepId });
  if (isCorrection && contradiction !== stepId) throw wouldContradict(after.state.steps.get(contradiction)!, problem);
  throw problem;
};

export const stepMustFitInTime: Rule = (step, { after }) => {
  const problem = timingProblem(after, step);
  if (problem) throw problem;
};

/** No step but the given one may become impossible; one that was so before (clocks differ) stands in nobody's way. */
export function otherStepsMustStayPossible(proposal: Proposal, stepId: string): void {
  othersMustPass(problemOfOther, proposal, stepId);
}

const HOUSEKEEPING: readonly StepType[] = ['Assigned', 'EvidenceAttached', 'LinkedAsDuplicate'];

/** What the organisation noted down, often dated only by when it did, is no reason against a closing recorded late. */
function problemOfOther(timing: Timing, step: Step) {
  const problem = timingProblem(timing, step);
  return problem?.code === 'case_closed' && HOUSEKEEPING.includes(step.type) ? undefined : problem;
}

/**
 * After an amendment the other closings and reopenings must take turns still. A closing may yet be retracted from before
 * its reopening, which does nothing then: where steps follow, the two could not be undone one by one in any other way.
 */
export function othersMustTakeTurns(proposal: Proposal, stepId: string): void {
  const amended = proposal.after.state.steps.get(stepId)!;
  const leavesReopening = amended.type === 'Closed' && amended.retracted;
  const problem = (timing: Timing, step: Step) =>
    leavesReopening && step.type === 'Reopened' ? undefined : turnProblem(timing, step);
  othersMustPass(problem, proposal, stepId);
}

type Check = (timing: Timing, step: Step) => Refusal<CaseRefusalCode> | undefined;

function othersMustPass(check: Check, { before, after }: Proposal, stepId: string): void {
  for (const other of after.state.steps.values()) {
    if (other.retracted || other.stepId === stepId) continue;
    const problem = check(after, other);
    if (!problem) continue;
    const earlier = before.steps.get(other.stepId);
    if (earlier && check(timingOf(before, after.now), earlier)) continue;
    throw wouldContradict(other, problem);
  }
}

function wouldContradict({ stepId, type, content, recordedAt }: Step, { code, message }: Refusal<CaseRefusalCode>) {
  const named = `step ${stepId}, ${type} of ${content.occurredAt ?? recordedAt},`;
  const remedy = REMEDIES[code] ?? 'correct or retract it first';
  const text = `${named} would become impossible, since ${message}: ${remedy}`;
  return refusal('would_contradict', text, { stepId, because: code });
}

/** What else can be done than to amend the other step. */
const REMEDIES: Partial<Record<CaseRefusalCode, string>> = {
  case_closed: 'correct or retract it first; to undo a closing and its reopening, retract the closing first',
  not_closed: 'retract the closing instead, or correct the date of that reopening first',
};
