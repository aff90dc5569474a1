import type { ConfidenceInterval } from './confidence-interval.js';
import { criticalValue } from './distributions.js';

/**
 * Wilson's (1927) score interval of a proportion, as R's `prop.test(correct = FALSE)`; null where there is nothing to
 * count. It lies within [0, 1] and holds the proportion, also where that is 0 or 1.
 * @param successes from 0 to `total`
 * @throws RangeError
 */
export function wilsonInterval(successes: number, total: number, level = 0.95): ConfidenceInterval | null {
  if (!(successes >= 0 && successes <= total)) throw new RangeError(`${successes} of ${total} is no proportion`);
  if (total === 0) return null;
  const squared = criticalValue(level) ** 2;
  const failures = total - successes;
  const root = Math.sqrt(squared * ((successes * failures) / total + squared / 4));
  return {
    lower: successes === 0 ? 0 : Math.max(0, (successes + squared / 2 - root) / (total + squared)),
    upper: failures === 0 ? 1 : Math.min(1, (successes + squared / 2 + root) / (total + squared)),
  };
}
