import { compare, type Comparison } from './comparison.js';
import type { EventTable } from './event-table.js';
import { pooledTimes, sum } from './pooled-times.js';
import { zeros } from './quadratic-form.js';

/** How many events a group had, and how many it would have had if all groups fared alike. */
export interface GroupEvents {
  readonly observed: number;
  readonly expected: number;
}

export type LogRank = Comparison & { readonly groups: readonly GroupEvents[] };

/**
 * The log-rank test of whether events, of whatever cause (see `onlyCauses`), come equally fast in all groups: Mantel (1966),
 * Peto and Peto (1972). As R's `survdiff`; it holds with delayed entry as well, where it is the score test of `coxph`.
 */
export function logRank(groups: readonly EventTable[]): LogRank {
  const observed = groups.map(() => 0);
  const expected = groups.map(() => 0);
  const covariance = zeros(groups.length);
  for (const { atRisk, events } of pooledTimes(groups)) {
    const all = sum(atRisk);
    const ended = sum(events);
    const hypergeometric = all > 1 ? (ended * (all - ended)) / (all - 1) : 0;
    for (let group = 0; group < groups.length; group++) {
      const share = atRisk[group]! / all;
      observed[group]! += events[group]!;
      expected[group]! += ended * share;
      for (let other = 0; other < groups.length; other++) {
        const own = other === group ? share : 0;
        covariance[group]![other]! += hypergeometric * (own - (share * atRisk[other]!) / all);
      }
    }
  }
  return {
    ...comparisonOf(observed, expected, covariance),
    groups: observed.map((count, group) => ({ observed: count, expected: expected[group]! })),
  };
}

function comparisonOf(observed: readonly number[], expected: readonly number[], covariance: number[][]): Comparison {
  const present = expected.filter((count) => count > 0).length;
  if (present === 0) return { outcome: 'no_events' };
  if (present === 1) return { outcome: 'one_group' };
  return compare(
    observed.map((count, group) => count - expected[group]!),
    covariance,
  );
}
