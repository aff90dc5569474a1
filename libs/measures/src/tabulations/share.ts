import { LEVEL } from '../report/figures.js';
import { wilsonInterval } from '../statistics/index.js';
import { percentages } from './percentages.js';

/** Below so many, only counts are told. */
export const LEAST_TO_ESTIMATE = 5;

/** In percent with one decimal, rounded outwards. */
export interface PercentInterval {
  readonly low: number;
  readonly high: number;
}

/** A count, and which part it is of another; its facts are listed at `drillDown`. */
export interface Share {
  readonly figure: string;
  readonly n: number;
  /** The figure that it is a part of; null for one that is part of none. */
  readonly base: string | null;
  /** The count of `base`. */
  readonly of: number | null;
  /** One decimal; null where `of` is too small to estimate from. */
  readonly percent: number | null;
  /** Wilson's score interval at 95 %. */
  readonly ci: PercentInterval | null;
  readonly drillDown: string;
}

/** What is said of a part of a whole besides the counts. */
export type Estimate = Pick<Share, 'percent' | 'ci'>;

export function estimateShare(n: number, of: number): Estimate {
  return { percent: isEnough(of) ? percentages([n, of - n])[0]! : null, ci: intervalOf(n, of) };
}

/** Of the parts of one whole: their percentages add up to 100. */
export function estimateParts(parts: readonly number[]): Estimate[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const percents = percentages(parts);
  return parts.map((part, index) => ({
    percent: isEnough(whole) ? percents[index]! : null,
    ci: intervalOf(part, whole),
  }));
}

function intervalOf(n: number, of: number): PercentInterval | null {
  if (!isEnough(of)) return null;
  const { lower, upper } = wilsonInterval(n, of, LEVEL)!;
  // Outwards, so that it holds a percentage that was rounded either way.
  return { low: Math.floor(1000 * lower) / 10, high: Math.ceil(1000 * upper) / 10 };
}

function isEnough(of: number): boolean {
  return of >= LEAST_TO_ESTIMATE;
}
