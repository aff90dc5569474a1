import type {
  ConfidenceInterval,
  EventTable,
  IncidenceCurve,
  IntervalType,
  QuantileRule,
  RestrictedMean,
  SurvivalCurve,
} from '../statistics/index.js';
import { cumulativeIncidences, kaplanMeier, onlyCauses } from '../statistics/index.js';
import { criticalValue } from '../statistics/distributions.js';
import type { Tables } from './tally.js';

/** Of every interval. */
export const LEVEL = 0.95;

export interface CurvesAsked {
  /** The classes that count as the event of the median and the mean; what else ends a clock is censored there. */
  readonly classes: readonly string[];
  /** All classes there are: each has its own incidence, all others competing with it. */
  readonly allClasses: readonly string[];
  readonly ciType: IntervalType;
}

export interface FiguresAsked extends CurvesAsked {
  /** Days. */
  readonly horizons: readonly number[];
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

/** The curves of one reading of the clocks. */
interface Reading {
  /** Kaplan-Meier. */
  readonly survival: SurvivalCurve;
  /** Aalen-Johansen, by class in their order. */
  readonly incidence: readonly IncidenceCurve[];
}

/** What all figures are read from, whatever the horizons. */
export interface Curves {
  readonly shortest: Reading;
  readonly longest: Reading;
}

/** @param tables at least one clock */
export function estimateCurves({ shortest, longest }: Tables, { classes, allClasses, ciType }: CurvesAsked): Curves {
  const options = { interval: ciType, level: LEVEL };
  const reading = (table: EventTable): Reading => ({
    survival: kaplanMeier(onlyCauses(table, classes), options),
    incidence: cumulativeIncidences(table, allClasses, options),
  });
  return { shortest: reading(shortest), longest: reading(longest) };
}

/** @param asked of the same classes as the curves */
export function readFigures({ shortest, longest }: Curves, asked: FiguresAsked): Figures {
  const { allClasses, horizons, medianRule } = asked;
  const survival = [shortest.survival, longest.survival] as const;
  return {
    incidence: Object.fromEntries(
      allClasses.map((name, index) => {
        const [low, high] = [shortest.incidence[index]!, longest.incidence[index]!];
        return [name, horizons.map((horizon) => atHorizon(low, high, horizon))];
      }),
    ),
    median: medianOf(survival, medianRule),
    restrictedMean: restrictedMean(survival, horizons.at(-1)!),
    ...(asked.curve && {
      curve: { shortest: stepsOf(shortest, allClasses), longest: stepsOf(longest, allClasses) },
    }),
  };
}

function stepsOf({ survival, incidence }: Reading, allClasses: readonly string[]): CurveStep[] {
  return Array.from(survival.times, (days, index) => {
    const { survival: share, interval, atRisk } = survival.at(days)!;
    const shares = allClasses.map((name, which) => [name, incidence[which]!.incidence[index]!] as const);
    return { days, atRisk, survival: share, ci: limitsOf(interval), incidence: Object.fromEntries(shares) };
  });
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

function atHorizon(shortest: IncidenceCurve, longest: IncidenceCurve, horizon: number): HorizonFigure {
  const one = shortest.at(horizon);
  const other = longest.at(horizon);
  return bounded(horizon, one && one.incidence, other && other.incidence, one && one.interval, other && other.interval);
}

function restrictedMean([shortest, longest]: readonly [SurvivalCurve, SurvivalCurve], horizon: number): HorizonFigure {
  const one = shortest.restrictedMean(horizon)!;
  const other = longest.restrictedMean(horizon)!;
  return bounded(horizon, one.mean, other.mean, around(one, horizon), around(other, horizon));
}

const REACH = criticalValue(LEVEL);

/** Within what a mean up to a horizon can be. */
function around({ mean, standardError }: RestrictedMean, horizon: number): ConfidenceInterval {
  const reach = REACH * standardError;
  return { lower: Math.max(0, mean - reach), upper: Math.min(horizon, mean + reach) };
}

/** Two results as bounds; where either is not known, the bounds are not. */
function bounded(
  horizon: number,
  one: number | null,
  other: number | null,
  interval: ConfidenceInterval | null,
  otherInterval: ConfidenceInterval | null,
): HorizonFigure {
  const isKnown = one !== null && other !== null;
  const isLimited = interval !== null && otherInterval !== null;
  return {
    horizon,
    low: isKnown ? Math.min(one, other) : null,
    high: isKnown ? Math.max(one, other) : null,
    ci: {
      low: isLimited ? Math.min(interval.lower, otherInterval.lower) : null,
      high: isLimited ? Math.max(interval.upper, otherInterval.upper) : null,
    },
  };
}

function limitsOf(interval: ConfidenceInterval | null): Limits {
  return { low: interval?.lower ?? null, high: interval?.upper ?? null };
}
