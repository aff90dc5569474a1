import type { Outcome } from '../views/outcome.js';

/**
 * How many clocks stand alike, by outcome: threes of low, high and number, in order of days. The days are how long they
 * ran at least and at most; of running ones when they may have started, counted from 1970-01-01; 0 where there are none.
 * Running clocks are `silent` or `censored`, and those of cases that are in the figures as another case are `duplicate`.
 */
export type ClockCounts = Record<Outcome, number[]>;

/** What the clocks of one row have in common; `unknown` stands for what they lack. */
export interface Place {
  readonly level: string;
  readonly unionId: string;
  readonly sector: string;
  readonly region: string;
  readonly timeZone: string;
  /** In which something last happened or was recorded in their cases. */
  readonly lastYear: number;
}

/** The sum of two counts, with nothing in it that comes to 0. The second may name the same days several times. */
export function addCounts(counts: Readonly<ClockCounts>, change: Readonly<ClockCounts>): ClockCounts {
  const sums: ClockCounts = {};
  for (const outcome of [...new Set([...Object.keys(counts), ...Object.keys(change)])].sort()) {
    const before = counts[outcome];
    const added = change[outcome];
    const sum = added ? sumOf(before ? before.concat(added) : added) : before!;
    if (sum.length > 0) sums[outcome] = sum;
  }
  return sums;
}

/** More than twice as many days as there are from 1970 to the first or the last year of a date. */
const MANY_DAYS = 2 ** 25;

/** Two numbers of days as one, which is another for any other two, and in order of the first, then of the second. */
export function bothDays(low: number, high: number): number {
  return low * MANY_DAYS + high;
}

function sumOf(threes: readonly number[]): number[] {
  const numbers = new Map<number, number>();
  for (let at = 0; at < threes.length; at += 3) {
    const both = bothDays(threes[at]!, threes[at + 1]!);
    numbers.set(both, (numbers.get(both) ?? 0) + threes[at + 2]!);
  }
  const sum: number[] = [];
  for (const both of Float64Array.from(numbers.keys()).sort()) {
    const n = numbers.get(both)!;
    if (n === 0) continue;
    const low = Math.round(both / MANY_DAYS);
    sum.push(low, both - low * MANY_DAYS, n);
  }
  return sum;
}
