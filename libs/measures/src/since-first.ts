import type { Bounds, Interval } from '#time';
import type { CaseHistory, HistoryStep } from './case-history.js';

/**
 * How long a step came after the first of some others, in milliseconds; negative where it may have come before. Whichever
 * of them was first, it was no later than each, so that each bounds it.
 * @param firsts at least one
 */
export function sinceFirst(history: CaseHistory, firsts: readonly HistoryStep[], step: HistoryStep): Bounds {
  if (firsts.length === 1) return history.between(firsts[0]!.stepId, step.stepId);
  let low = -Infinity;
  let high = -Infinity;
  for (const first of firsts) {
    const between = history.between(first.stepId, step.stepId);
    low = Math.max(low, between.low);
    high = Math.max(high, between.high);
  }
  return { low, high };
}

/** When the first of some steps happened; at least one. */
export function firstOf(steps: readonly HistoryStep[]): Interval {
  let earliest = Infinity;
  let latest = Infinity;
  for (const { interval } of steps) {
    earliest = Math.min(earliest, interval.earliest);
    latest = Math.min(latest, interval.latest);
  }
  return { earliest, latest };
}
