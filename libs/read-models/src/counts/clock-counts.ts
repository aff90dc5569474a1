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
  const outcomes = [...new Set([...Object.keys(counts), ...Object.keys(change)])].sort();
  const sums = outcomes.map((outcome) => {
    const before = counts[outcome];
    const added = change[outcome];
    return [outcome, added ? sumOf(before ? before.concat(added) : added) : before!] as const;
  });
  return Object.fromEntries(sums.filter(([, threes]) => threes.length > 0));
}

interface Run {
  readonly low: number;
  readonly high: number;
  n: number;
}

/** Days from which on a number of them would not be told from the next. */
const MANY_DAYS = 2 ** 25;

/** Two numbers of days as one, which is another for any other two. */
export function bothDays(low: number, high: number): number {
  return low * MANY_DAYS + high;
}

function sumOf(threes: readonly number[]): number[] {
  const runs = new Map<number, Run>();
  for (let at = 0; at < threes.length; at += 3) {
    const [low, high, n] = [threes[at]!, threes[at + 1]!, threes[at + 2]!];
    const both = bothDays(low, high);
    const known = runs.get(both);
    if (known) known.n += n;
    else runs.set(both, { low, high, n });
  }
  const inOrder = [...runs.values()].filter(({ n }) => n !== 0).sort((a, b) => a.low - b.low || a.high - b.high);
  return inOrder.flatMap(({ low, high, n }) => [low, high, n]);
}
