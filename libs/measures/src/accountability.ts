import type { Intervened, UnionCalled } from '#cases';
import type { CaseHistory, HistoryStep } from './case-history.js';
import { sinceFirst } from './since-first.js';
import { isCall, isIntervention, showsAwareness } from './union-steps.js';

export const ANSWERS = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof ANSWERS)[number];

/** What the study asked of each case: did a union know of it before it was called, and did one act? */
export interface CaseAccountability {
  /**
   * `yes` if a union knew or certainly acted unprompted before the first call; `no` if one was asked and none knew; else
   * `yes` if one may have acted so; otherwise `unknown`.
   */
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
  const acts = history.steps.filter(isIntervention).map((step) => actOf(history, calls, step));
  return {
    aware: awareness(calls, acts),
    involved: involvement(history, acts),
    involvedAfterCall: acts.length > 0 && !acts.some(speaksAgainstTheCall),
    unionsCalled: calls.length > 0,
  };
}

/** An intervention, and whether it came before anybody called. */
interface Act {
  readonly prompted: boolean;
  readonly beforeCall: 'certainly' | 'possibly' | 'no';
}

function actOf(history: CaseHistory, calls: readonly HistoryStep[], step: HistoryStep): Act {
  const prompted = (step.content as Intervened).prompted !== 'unprompted';
  if (calls.length === 0) return { prompted, beforeCall: 'certainly' };
  const { low, high } = sinceFirst(history, calls, step);
  return { prompted, beforeCall: high < 0 ? 'certainly' : low < 0 ? 'possibly' : 'no' };
}

/** What a call prompted came after it, unless dates deny it; of what nobody prompted, dates alone can tell. */
function speaksAgainstTheCall({ prompted, beforeCall }: Act): boolean {
  return beforeCall === 'certainly' || (beforeCall === 'possibly' && !prompted);
}

function awareness(calls: readonly HistoryStep[], acts: readonly Act[]): Answer {
  const answers = calls.map((call) => (call.content as UnionCalled).aware);
  const actedBefore = (how: Act['beforeCall']) => acts.some((act) => !act.prompted && act.beforeCall === how);
  if (answers.includes('yes') || actedBefore('certainly')) return 'yes';
  if (answers.includes('no')) return 'no';
  return actedBefore('possibly') ? 'yes' : 'unknown';
}

function involvement(history: CaseHistory, acts: readonly Act[]): Answer {
  if (acts.length > 0) return 'yes';
  return history.steps.some(showsAwareness) ? 'no' : 'unknown';
}
