import type { Intervened, UnionCalled } from '#cases';
import type { CaseHistory, HistoryStep } from './case-history.js';
import { isCall, isIntervention, showsAwareness } from './union-steps.js';

export const ANSWERS = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof ANSWERS)[number];

/** What the study asked of each case: did a union know of it before it was called, and did one act? */
export interface CaseAccountability {
  /** `yes` if a union knew or acted unprompted; `no` if one was asked and none knew; otherwise `unknown`. */
  readonly aware: Answer;
  /** `yes` if a union intervened; `no` if one was spoken to and none did; otherwise `unknown`. */
  readonly involved: Answer;
  /** Whether the first intervention came only once somebody had called. */
  readonly involvedAfterCall: boolean;
  /** Whether any union was called at all. */
  readonly unionsCalled: boolean;
}

export function accountabilityOf(history: CaseHistory): CaseAccountability {
  const calls = history.steps.filter(isCall);
  const interventions = history.steps.filter(isIntervention);
  const firstCall = calls[0];
  return {
    aware: awareness(history, calls, interventions),
    involved: involvement(history, interventions),
    involvedAfterCall:
      interventions.length > 0 && interventions.every((step) => prompted(step) && mayFollow(history, firstCall, step)),
    unionsCalled: calls.length > 0,
  };
}

const prompted = (step: HistoryStep) => (step.content as Intervened).prompted !== 'unprompted';

/** Whether a step may have come after the first call, as far as dates tell. */
function mayFollow(history: CaseHistory, firstCall: HistoryStep | undefined, step: HistoryStep): boolean {
  return firstCall !== undefined && history.between(firstCall.stepId, step.stepId).high >= 0;
}

function awareness(history: CaseHistory, calls: readonly HistoryStep[], interventions: readonly HistoryStep[]): Answer {
  const answers = calls.map((call) => (call.content as UnionCalled).aware);
  const [firstCall] = calls;
  const actedBefore = (step: HistoryStep) =>
    !prompted(step) && (!firstCall || history.between(step.stepId, firstCall.stepId).high >= 0);
  if (answers.includes('yes') || interventions.some(actedBefore)) return 'yes';
  return answers.includes('no') ? 'no' : 'unknown';
}

function involvement(history: CaseHistory, interventions: readonly HistoryStep[]): Answer {
  if (interventions.length > 0) return 'yes';
  return history.steps.some(showsAwareness) ? 'no' : 'unknown';
}
