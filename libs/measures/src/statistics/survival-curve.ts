import { column } from './column.js';
import type { ConfidenceInterval, IntervalOf } from './confidence-interval.js';
import { firstAtOrAfter } from './first-at-or-after.js';
import { quantileOf, type QuantileRule } from './quantile.js';
import { lastOf, stepAt } from './step.js';

/** The share that goes on beyond a time. */
export interface SurvivalEstimate {
  readonly survival: number;
  /** Null once nobody is left: R says NaN. */
  readonly standardError: number | null;
  readonly interval: ConfidenceInterval | null;
  /** How many were at risk just before that time. */
  readonly atRisk: number;
}

/** A time by which a share has ended; each is null if the curve, or its limit, does not go down so far. */
export interface QuantileEstimate {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface RestrictedMean {
  readonly mean: number;
  readonly standardError: number;
}

/** A Kaplan-Meier curve: 1 until the first of its times, and a step at each that saw an event. */
export class SurvivalCurve {
  private limits: readonly [lower: readonly number[], upper: readonly number[]] | undefined;

  constructor(
    readonly times: ArrayLike<number>,
    readonly survival: readonly number[],
    /** Variance of the logarithm of survival, which is the square of its relative error. */
    private readonly relativeVariance: readonly number[],
    private readonly atRisk: readonly number[],
    private readonly intervalOf: IntervalOf,
  ) {}

  /** Until when anybody was watched; null if nobody was. */
  get until(): number | null {
    return lastOf(this.times);
  }

  /**
   * The estimate at a time; null beyond `until`, unless nobody was left, as R's `summary` leaves such times out.
   * @throws RangeError
   */
  at(time: number): SurvivalEstimate | null {
    const at = stepAt(this.times, time, this.survival.at(-1) === 0);
    if (at === null) return null;
    const survival = at < 0 ? 1 : this.survival[at]!;
    const relativeError = at < 0 ? 0 : Math.sqrt(this.relativeVariance[at]!);
    return {
      survival,
      standardError: survival > 0 ? survival * relativeError : null,
      interval: this.intervalOf(survival, relativeError),
      atRisk: this.atRisk[firstAtOrAfter(this.times, time)] ?? 0,
    };
  }

  /**
   * The time by which a share has ended, and its interval: the times at which the limits of the curve have come down so
   * far (Brookmeyer and Crowley, 1982). As R's `quantile.survfit`.
   * @param share from 0 to 1
   * @throws RangeError
   */
  quantile(share: number, rule: QuantileRule = 'midpoint'): QuantileEstimate {
    const [lower, upper] = (this.limits ??= this.computeLimits());
    return {
      value: quantileOf(this.times, this.survival, share, rule),
      lower: quantileOf(this.times, lower, share, rule),
      upper: quantileOf(this.times, upper, share, rule),
    };
  }

  median(rule?: QuantileRule): QuantileEstimate {
    return this.quantile(0.5, rule);
  }

  /**
   * How long it takes on average when what takes longer counts as long as the horizon: the area under the curve. Beyond
   * `until` the curve goes on as it ended; null if nobody was watched. As R's `print(rmean = horizon)`.
   * @param horizon 0 or more
   * @throws RangeError
   */
  restrictedMean(horizon: number): RestrictedMean | null {
    if (!(horizon >= 0 && horizon < Infinity)) throw new RangeError(`no mean up to ${horizon}`);
    if (this.until === null) return null;
    let mean = 0;
    let variance = 0;
    let end = horizon;
    for (let at = stepAt(this.times, horizon, true)!; at >= 0; at--) {
      // Where it does not step, adding up in pieces would round otherwise than in one.
      if (this.survival[at] === (this.survival[at - 1] ?? 1)) continue;
      mean += this.survival[at]! * (end - this.times[at]!);
      end = this.times[at]!;
      if (this.survival[at]! > 0)
        variance += mean ** 2 * (this.relativeVariance[at]! - (this.relativeVariance[at - 1] ?? 0));
    }
    return { mean: mean + end, standardError: Math.sqrt(variance) };
  }

  private computeLimits() {
    const lower = column(this.times.length, NaN);
    const upper = column(this.times.length, NaN);
    for (let at = 0; at < this.times.length; at++) {
      if (at > 0 && this.survival[at] === this.survival[at - 1]) {
        lower[at] = lower[at - 1]!;
        upper[at] = upper[at - 1]!;
        continue;
      }
      const interval = this.intervalOf(this.survival[at]!, Math.sqrt(this.relativeVariance[at]!));
      if (!interval) continue;
      lower[at] = interval.lower;
      upper[at] = interval.upper;
    }
    return [lower, upper] as const;
  }
}
