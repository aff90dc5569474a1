import { criticalValue } from './distributions.js';

/** The scale on which an estimate is taken to be normal. */
export const INTERVAL_TYPES = ['log-log', 'log', 'plain'] as const;
export type IntervalType = (typeof INTERVAL_TYPES)[number];

export interface IntervalOptions {
  /** How often the interval holds the truth; .95 by default. */
  readonly level?: number;
  /** `log-log` by default. */
  readonly interval?: IntervalType;
}

/** Within [0, 1]. */
export interface ConfidenceInterval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The interval of a probability, or null where the scale has none: at 0 on the scales of logarithms, at 1 on the `log-log`
 * one, and where the error is not known.
 * @param relativeError its standard error, divided by it
 */
export type IntervalOf = (probability: number, relativeError: number) => ConfidenceInterval | null;

/** As R's `survfit_confint`. @throws RangeError for a level that is none */
export function intervals({ level = 0.95, interval = 'log-log' }: IntervalOptions): IntervalOf {
  const scale = SCALES[interval];
  const reach = criticalValue(level);
  return (probability, relativeError) =>
    Number.isFinite(relativeError) ? scale(probability, reach * relativeError) : null;
}

const SCALES: Record<IntervalType, IntervalOf> = {
  'log-log'(probability, reach) {
    if (probability <= 0 || probability >= 1) return null;
    const logarithm = Math.log(probability);
    return {
      lower: Math.exp(logarithm * Math.exp(-reach / logarithm)),
      upper: Math.exp(logarithm * Math.exp(reach / logarithm)),
    };
  },
  log(probability, reach) {
    if (probability <= 0) return null;
    return { lower: probability * Math.exp(-reach), upper: Math.min(1, probability * Math.exp(reach)) };
  },
  plain(probability, reach) {
    return {
      lower: Math.max(0, probability - probability * reach),
      upper: Math.min(1, probability + probability * reach),
    };
  },
};
