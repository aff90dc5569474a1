import gammainc from '@stdlib/math-base-special-gammainc';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * How many standard errors to either side an interval of a confidence level reaches: 1.96 for .95.
 * @param level between 0 and 1
 * @throws RangeError
 */
export function criticalValue(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence level lies between 0 and 1, not at ${level}`);
  return quantile((1 + level) / 2, 0, 1);
}

/** How likely a chi-square variable is to exceed a value; accurate however unlikely that is. */
export function chiSquareUpperTail(value: number, degreesOfFreedom: number): number {
  return gammainc(value / 2, degreesOfFreedom / 2, true, true);
}
