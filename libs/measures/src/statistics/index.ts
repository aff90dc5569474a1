export { type Comparison, type Untested } from './comparison.js';
export {
  INTERVAL_TYPES,
  type ConfidenceInterval,
  type IntervalOptions,
  type IntervalType,
} from './confidence-interval.js';
export {
  cumulativeIncidence,
  cumulativeIncidences,
  type IncidenceCurve,
  type IncidenceEstimate,
} from './cumulative-incidence.js';
export { InvalidDurationRecord, type DurationRecord } from './duration-record.js';
export { eventTable, mergeEventTables, type EventTable } from './event-table.js';
export { grayTest, type GrayTest } from './gray.js';
export { kaplanMeier } from './kaplan-meier.js';
export { logRank, type GroupEvents, type LogRank } from './log-rank.js';
export { onlyCauses } from './only-causes.js';
export { QUANTILE_RULES, type QuantileRule } from './quantile.js';
export {
  type QuantileEstimate,
  type RestrictedMean,
  type SurvivalCurve,
  type SurvivalEstimate,
} from './survival-curve.js';
export { wilsonInterval } from './wilson.js';
