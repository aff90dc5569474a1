import type { ConfidenceInterval, IntervalType, QuantileRule, SurvivalCurve } from '../statistics/index.js';
import { cumulativeIncidence, kaplanMeier, onlyCauses } from '../statistics/index.js';
import { criticalValue } from '../statistics/distributions.js';
import type { Tables } from './tally.js';

/** Of every interval. */
export const LEVEL = 0.95;

export interface FiguresAsked {
  /** The classes that count as the event of the median and the mean; what else ends a clock is censored there. */
  readonly classes: readonly string[];
  /** All classes there are: each has its own incidence, all others competing with it. */
  readonly allClasses: readonly string[];
  /** Days. */
  readonly horizons: readonly number[];
  readonly ciType: IntervalType;
  readonly medianRule: QuantileRule;
  /** Whether whole curves are wanted. */
  readonly curve: boolean;
}

/** Null where the data do not tell. */
export interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * A figure that was computed twice, with the shortest and with the longest that each clock may have run; `low` is the
 * smaller result. `ci` reaches from the lower limit of one to the upper limit of the other, at 95 %.
 */
export interface BoundedFigure extends Limits {
  readonly ci: Limits;
}

/** The share that has ended in one way by a horizon; null beyond the time over which anybody was watched. */
export interface HorizonFigure extends BoundedFigure {
  /** Days. */
  readonly horizon: number;
}

/** A step of a curve: from `days` on. */
export interface CurveStep {
  readonly days: number;
  /** Just before. */
  readonly atRisk: number;
  /** Kaplan-Meier: the share that no class asked for has ended. */
  readonly survival: number;
  readonly ci: Limits;
  /** Aalen-Johansen, by class. */
  readonly incidence: Readonly<Record<string, number>>;
}

export interface Figures {
  /** Aalen-Johansen, by class and horizon. */
  readonly incidence: Readonly<Record<string, readonly HorizonFigure[]>>;
  /** Kaplan-Meier, in days; null where it is not reached. */
  readonly median: BoundedFigure;
  /** Mean days up to the last horizon, which what runs longer counts with. */
  readonly restrictedMean: HorizonFigure;
  readonly curve?: { readonly shortest: readonly CurveStep[]; readonly longest: readonly CurveStep[] };
}

/** @param tables at least one clock */
export function estimateFigures({ shortest, longest }: Tables, asked: FiguresAsked): Figures {
  const { classes, allClasses, horizons, ciType, medianRule } = asked;
  const both = [shortest, longest] as const;
  const options = { interval: ciType, level: LEVEL };
  const survival = both.map((table) => kaplanMeier(onlyCauses(table, classes), options)) as [
    SurvivalCurve,
    SurvivalCurve,
  ];
  const incidence = new Map(
    allClasses.map((name) => [name, both.map((table) => cumulativeIncidence(table, name, options))] as const),
  );
  const atHorizon = (name: string, horizon: number): HorizonFigure => {
    const estimates = incidence.get(name)!.map((curve) => curve.at(horizon));
    const figures = estimates.map((estimate) => ({
      value: estimate?.incidence ?? null,
      ci: limitsOf(estimate?.interval),
    }));
    return { horizon, ...bounded(figures) };
  };
  return {
    incidence: Object.fromEntries(
      allClasses.map((name) => [name, horizons.map((horizon) => atHorizon(name, horizon))]),
    ),
    median: medianOf(survival, medianRule),
    restrictedMean: restrictedMean(survival, horizons.at(-1)!),
    ...(asked.curve && {
      curve: { shortest: stepsOf(0), longest: stepsOf(1) },
    }),
  };

  function stepsOf(which: 0 | 1): CurveStep[] {
    const curve = survival[which];
    return Array.from(curve.times, (days, index) => {
      const { survival: share, interval, atRisk } = curve.at(days)!;
      const shares = [...incidence].map(([name, curves]) => [name, curves[which]!.incidence[index]!] as const);
      return { days, atRisk, survival: share, ci: limitsOf(interval), incidence: Object.fromEntries(shares) };
    });
  }
}

/** A median, or a limit of it, that is not reached lies beyond all that was seen. */
function medianOf(curves: readonly SurvivalCurve[], rule: QuantileRule): BoundedFigure {
  const medians = curves.map((curve) => curve.median(rule));
  const values = medians.map(({ value }) => value ?? Infinity);
  // A lower limit may be missing although the median is reached, where the curve falls to 0 at once.
  const lower = medians.map(({ value, lower }) => lower ?? (value === null ? Infinity : NaN));
  const upper = medians.map(({ upper }) => upper ?? Infinity);
  return {
    low: orNull(Math.min(...values)),
    high: orNull(Math.max(...values)),
    ci: { low: orNull(Math.min(...lower)), high: orNull(Math.max(...upper)) },
  };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function restrictedMean(curves: readonly SurvivalCurve[], horizon: number): HorizonFigure {
  const means = curves.map((curve) => {
    const { mean, standardError } = curve.restrictedMean(horizon)!;
    const reach = criticalValue(LEVEL) * standardError;
    return { value: mean, ci: { low: Math.max(0, mean - reach), high: Math.min(horizon, mean + reach) } };
  });
  return { horizon, ...bounded(means) };
}

interface Estimate {
  readonly value: number | null;
  readonly ci: Limits;
}

/** Two results as bounds; where either is not known, the bounds are not. */
function bounded(estimates: readonly Estimate[]): BoundedFigure {
  const values = estimates.map(({ value }) => value);
  const lows = estimates.map(({ ci }) => ci.low);
  const highs = estimates.map(({ ci }) => ci.high);
  return { low: least(values), high: greatest(values), ci: { low: least(lows), high: greatest(highs) } };
}

function least(values: readonly (number | null)[]): number | null {
  return values.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)));
}

function greatest(values: readonly (number | null)[]): number | null {
  return values.reduce((a, b) => (a === null || b === null ? null : Math.max(a, b)));
}

function limitsOf(interval: ConfidenceInterval | null | undefined): Limits {
  return { low: interval?.lower ?? null, high: interval?.upper ?? null };
}
