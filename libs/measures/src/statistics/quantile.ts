import { lastOf } from './step.js';

/**
 * What the quantile is where a curve stays at exactly the share asked for: the middle of that piece, as in R, or the time
 * at which it got there, as in most textbooks.
 */
export const QUANTILE_RULES = ['midpoint', 'left_edge'] as const;
export type QuantileRule = (typeof QUANTILE_RULES)[number];

/** Values so near are the same, as in R: the square root of the machine's precision. */
const TOLERANCE = 2 ** -26;

/**
 * The time by which a curve has come down by a share of 1, or null if it does not come so far. As R's `quantile.survfit`.
 * @param curve its value from each time on, NaN where it has none
 * @param share from 0 to 1
 * @throws RangeError
 */
export function quantileOf(
  times: ArrayLike<number>,
  curve: readonly number[],
  share: number,
  rule: QuantileRule,
): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies between 0 and 1, not at ${share}`);
  const last = lastOf(times);
  if (last === null) return null;
  if (share === 0) return 0;
  if (rule === 'left_edge') return times[curve.findIndex((value) => reaches(value, share))] ?? null;
  const reached = leastBeyond(curve, share, reaches);
  if (reached === undefined) return null;
  const passed = leastBeyond(curve, share, passes);
  if (passed !== undefined) return (times[reached]! + times[passed]!) / 2;
  return endsAt(curve, share) ? (times[reached]! + last) / 2 : null;
}

type Test = (value: number, share: number) => boolean;
const reaches: Test = (value, share) => 1 - value + TOLERANCE >= share;
const passes: Test = (value, share) => 1 - value - TOLERANCE >= share;

/**
 * Where a curve first takes the highest of its values that are low enough. That is the first low enough unless the curve
 * rises again, as upper limits can: R orders them by value.
 */
function leastBeyond(curve: readonly number[], share: number, test: Test): number | undefined {
  let found: number | undefined;
  for (let at = 0; at < curve.length; at++) {
    if (test(curve[at]!, share) && (found === undefined || curve[at]! > curve[found]!)) found = at;
  }
  return found;
}

function endsAt(curve: readonly number[], share: number): boolean {
  return Math.abs(share - (1 - curve.at(-1)!)) < TOLERANCE;
}
