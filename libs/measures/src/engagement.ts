import type { Deflected, UnionCalled } from '#cases';
import type { Instant } from '#time';
import type { CaseHistory, HistoryStep } from './case-history.js';
import { clocksOf, type Clocks } from './clocks.js';
import type { Compete } from './compete.js';
import { firstOf } from './since-first.js';
import { isCall, referredTo, replyClass, unionOf } from './union-steps.js';

/** The referral that brought a union into a case. */
export interface Cause {
  /** The union that sent the worker on. */
  readonly unionId: string;
  readonly stepId: string;
}

/** One case x one union: the unit of every measure. */
export interface Engagement {
  readonly unionId: string;
  /** The level the union had when it was first called (or first appeared, if nobody called it). */
  readonly level: string | null;
  /** Whether somebody tried to reach it; if nobody did, its reply clocks never started. */
  readonly called: boolean;
  /** The department first asked; null when the union as a whole was, or nobody asked. */
  readonly department: string | null;
  /** Every department asked or answering, in order. */
  readonly departments: readonly string[];
  /** Every reason it gave for not acting, in order. */
  readonly reasons: readonly string[];
  readonly causedBy: Cause | null;
  readonly clocks: Clocks;
}

/** Level of a union at an instant; null when the directory has no such union. */
export type LevelAt = (unionId: string, at: Instant) => string | null;

/**
 * The engagements of a case, in the order in which the unions appeared.
 * @param compete what ends their clocks in another way besides the ending of the case
 */
export function engagementsOf(history: CaseHistory, levelAt: LevelAt, compete: readonly Compete[] = []): Engagement[] {
  const causes = new Map<string, Cause>();
  const stepsByUnion = new Map<string, HistoryStep[]>();
  const appeared = new Map<string, HistoryStep>();
  for (const step of history.steps) {
    const unionId = unionOf(step);
    if (unionId === undefined) continue;
    append(stepsByUnion, unionId, step);
    if (!appeared.has(unionId)) appeared.set(unionId, step);
    const target = referredTo(step);
    if (target === undefined || appeared.has(target)) continue;
    appeared.set(target, step);
    causes.set(target, { unionId, stepId: step.stepId });
  }
  return [...appeared].map(([unionId, first]) => {
    const steps = stepsByUnion.get(unionId) ?? [];
    const calls = steps.filter(isCall);
    const [contact] = calls;
    return {
      unionId,
      level: levelAt(unionId, firstOf(contact ? calls : [first]).earliest),
      called: contact !== undefined,
      department: (contact?.content as UnionCalled | undefined)?.department ?? null,
      departments: departmentsOf(steps),
      reasons: reasonsOf(steps),
      causedBy: causes.get(unionId) ?? null,
      clocks: clocksOf(history, new Set([unionId]), steps, compete),
    };
  });
}

/** The clocks of some unions of a case taken together: the first of them that is called starts one, any of them stops it. */
export function clocksOfAny(
  history: CaseHistory,
  unionIds: ReadonlySet<string>,
  compete: readonly Compete[] = [],
): Clocks {
  const steps = history.steps.filter((step) => unionIds.has(unionOf(step) ?? ''));
  return clocksOf(history, unionIds, steps, compete);
}

function append(steps: Map<string, HistoryStep[]>, unionId: string, step: HistoryStep): void {
  const own = steps.get(unionId);
  if (own) own.push(step);
  else steps.set(unionId, [step]);
}

function departmentsOf(steps: readonly HistoryStep[]): string[] {
  const named = steps.map((step) => (step.content as Pick<UnionCalled, 'department'>).department);
  return [...new Set(named.filter((name) => name !== undefined))];
}

function reasonsOf(steps: readonly HistoryStep[]): string[] {
  const refusals = steps.filter((step) => replyClass(step) === 'deflected');
  return [...new Set(refusals.flatMap((step) => (step.content as Deflected).reasons))];
}
