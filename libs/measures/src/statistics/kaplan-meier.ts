import { column } from './column.js';
import { intervals, type IntervalOptions } from './confidence-interval.js';
import type { EventTable } from './event-table.js';
import { Product } from './product.js';
import { riskSets } from './risk-sets.js';
import { SurvivalCurve } from './survival-curve.js';

/**
 * The Kaplan-Meier (1958) estimate of how many go on without an event, of whatever cause (see `onlyCauses`), with
 * Greenwood's (1926) variance. As R's `survfit(Surv(...) ~ 1)`, which takes `log` intervals by default.
 * @throws RangeError for a level that is none
 */
export function kaplanMeier(table: EventTable, options: IntervalOptions = {}): SurvivalCurve {
  const intervalOf = intervals(options);
  const { times, atRisk, events } = riskSets(table);
  const survival = column(times.length);
  const relativeVariance = column(times.length);
  const product = new Product();
  let sum = 0;
  for (let at = 0; at < times.length; at++) {
    const left = atRisk[at]! - events[at]!;
    if (events[at]! > 0) {
      product.multiply(left, atRisk[at]!);
      sum += events[at]! / (atRisk[at]! * left);
    }
    survival[at] = product.value;
    relativeVariance[at] = sum;
  }
  return new SurvivalCurve(times, survival, relativeVariance, atRisk, intervalOf);
}
