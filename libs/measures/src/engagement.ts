import type { Deflected, UnionCalled } from '#cases';
import type { Instant } from '#time';
import { appearancesOf, engagedAt, type Cause } from './appearance.js';
import type { CaseHistory, HistoryStep } from './case-history.js';
import { clocksOf, type Clocks } from './clocks.js';
import type { Compete } from './compete.js';
import { isCall, replyClass, unionOf } from './union-steps.js';

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
  return [...appearancesOf(history)].map(([unionId, appearance]) => {
    const { steps, causedBy } = appearance;
    const contact = steps.find(isCall);
    return {
      unionId,
      level: levelAt(unionId, engagedAt(appearance)),
      called: contact !== undefined,
      department: (contact?.content as UnionCalled | undefined)?.department ?? null,
      departments: departmentsOf(steps),
      reasons: reasonsOf(steps),
      causedBy,
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

function departmentsOf(steps: readonly HistoryStep[]): string[] {
  const named = steps.map((step) => (step.content as Pick<UnionCalled, 'department'>).department);
  return [...new Set(named.filter((name) => name !== undefined))];
}

function reasonsOf(steps: readonly HistoryStep[]): string[] {
  const refusals = steps.filter((step) => replyClass(step) === 'deflected');
  return [...new Set(refusals.flatMap((step) => (step.content as Deflected).reasons))];
}
