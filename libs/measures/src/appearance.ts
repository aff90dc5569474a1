import type { Instant } from '#time';
import type { CaseHistory, HistoryStep } from './case-history.js';
import { firstOf } from './since-first.js';
import { isCall, referredTo, unionOf } from './union-steps.js';

/** The referral that brought a union into a case. */
export interface Cause {
  /** The union that sent the worker on. */
  readonly unionId: string;
  readonly stepId: string;
}

/** How a union is part of a case. */
export interface Appearance {
  /** Its own first step, or the one that named it. */
  readonly first: HistoryStep;
  /** Its own, in order of occurrence. */
  readonly steps: readonly HistoryStep[];
  readonly causedBy: Cause | null;
}

/** Every union of a case by its id, in the order in which they appeared. */
export function appearancesOf(history: CaseHistory): ReadonlyMap<string, Appearance> {
  const found = new Map<string, Appearance & { readonly steps: HistoryStep[] }>();
  for (const step of history.steps) {
    const unionId = unionOf(step);
    if (unionId === undefined) continue;
    const own = found.get(unionId);
    if (own) own.steps.push(step);
    else found.set(unionId, { first: step, steps: [step], causedBy: null });
    const target = referredTo(step);
    if (target === undefined || found.has(target)) continue;
    found.set(target, { first: step, steps: [], causedBy: { unionId, stepId: step.stepId } });
  }
  return found;
}

/** When a union was first called, or first appeared if nobody called it; its level then is the one that counts. */
export function engagedAt({ first, steps }: Appearance): Instant {
  const calls = steps.filter(isCall);
  return firstOf(calls.length > 0 ? calls : [first]).earliest;
}
