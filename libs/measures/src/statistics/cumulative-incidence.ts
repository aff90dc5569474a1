import { column } from './column.js';
import { intervals, type ConfidenceInterval, type IntervalOf, type IntervalOptions } from './confidence-interval.js';
import { eventsOf, type EventTable } from './event-table.js';
import { firstAtOrAfter } from './first-at-or-after.js';
import { Product } from './product.js';
import { riskSets } from './risk-sets.js';
import { lastOf, stepAt } from './step.js';

/** The share that has ended of a cause by a time. */
export interface IncidenceEstimate {
  readonly incidence: number;
  readonly standardError: number;
  readonly interval: ConfidenceInterval | null;
  /** How many were at risk just before that time, of whatever cause. */
  readonly atRisk: number;
}

/** An Aalen-Johansen curve of one cause: 0 until the first of its times, and a step at each that saw such an event. */
export class IncidenceCurve {
  constructor(
    readonly times: ArrayLike<number>,
    readonly incidence: readonly number[],
    readonly variance: readonly number[],
    /** Whether nobody was left at the end. */
    private readonly complete: boolean,
    private readonly atRisk: readonly number[],
    private readonly intervalOf: IntervalOf,
  ) {}

  /** Until when anybody was watched; null if nobody was. */
  get until(): number | null {
    return lastOf(this.times);
  }

  /**
   * The estimate at a time; null beyond `until`, unless nobody was left.
   * @throws RangeError
   */
  at(time: number): IncidenceEstimate | null {
    const at = stepAt(this.times, time, this.complete);
    if (at === null) return null;
    const incidence = this.incidence[at] ?? 0;
    const standardError = Math.sqrt(this.variance[at] ?? 0);
    return {
      incidence,
      standardError,
      interval: this.intervalOf(incidence, standardError === 0 ? 0 : standardError / incidence),
      atRisk: this.atRisk[firstAtOrAfter(this.times, time)] ?? 0,
    };
  }
}

/**
 * The Aalen-Johansen (1978) estimate of how many end of one cause while others compete; 0 for a cause that nothing ended of.
 *
 * The variance is that of Greenwood's type, in which the hazards at a time are those of a multinomial distribution: Andersen,
 * Borgan, Gill and Keiding (1993), Statistical Models Based on Counting Processes, section IV.4, as R's `etm` has it, and
 * Dinse and Larson (1986). Without delayed entry it equals the infinitesimal jackknife of R's `survfit`; without censoring,
 * the binomial p (1 - p) / n. (R's `cmprsk` has Aalen's of 1978, which is another.) Intervals are on the scale of the
 * incidence itself, as in R's `survfit`: `log-log` is log(-log F).
 * @throws RangeError for a level that is none
 */
export function cumulativeIncidence(table: EventTable, cause: string, options: IntervalOptions = {}): IncidenceCurve {
  return cumulativeIncidences(table, [cause], options)[0]!;
}

/** The same of several causes, in their order. @throws RangeError for a level that is none */
export function cumulativeIncidences(
  table: EventTable,
  causes: readonly string[],
  options: IntervalOptions = {},
): IncidenceCurve[] {
  const intervalOf = intervals(options);
  const { times, atRisk, events } = riskSets(table);
  const survival = new Product();
  const course = causes.map((cause) => new Course(eventsOf(table, cause), times.length));
  for (let at = 0; at < times.length; at++) {
    for (const one of course) one.pass(at, survival.value, atRisk[at]!, events[at]!);
    if (events[at]! > 0) survival.multiply(atRisk[at]! - events[at]!, atRisk[at]!);
  }
  const isComplete = survival.value === 0;
  return course.map(
    ({ incidences, variances }) => new IncidenceCurve(times, incidences, variances, isComplete, atRisk, intervalOf),
  );
}

/** How the incidence of one cause goes on from time to time. */
class Course {
  readonly incidences: number[];
  readonly variances: number[];
  private readonly spread = new Spread();
  private incidence = 0;
  private others = 0;

  constructor(
    private readonly events: ArrayLike<number> | undefined,
    times: number,
  ) {
    this.incidences = column(times);
    this.variances = column(times);
  }

  /** @param ended of whatever cause */
  pass(at: number, survival: number, atRisk: number, ended: number): void {
    if (ended > 0) {
      const caused = this.events?.[at] ?? 0;
      this.spread.pass(survival, atRisk, caused, ended - caused);
      this.incidence += (survival * caused) / atRisk;
      this.others += (survival * (ended - caused)) / atRisk;
      // All have ended of one cause or another, so that what rounding took off is known.
      if (ended === atRisk) [this.incidence, this.others] = shares(this.incidence, this.others);
    }
    this.incidences[at] = this.incidence;
    this.variances[at] = this.spread.ofCause;
  }
}

function shares(one: number, other: number): [number, number] {
  const total = one + other;
  return [one / total, other / total];
}

/**
 * The variances of the incidences of the cause and of all others, and their covariance, carried from one time to the next.
 * The covariance is never above 0, so nothing is lost by taking differences.
 */
class Spread {
  ofCause = 0;
  private ofOthers = 0;
  private ofBoth = 0;

  pass(survival: number, atRisk: number, caused: number, competing: number): void {
    const drawn = survival ** 2 / atRisk;
    const hazard = caused / atRisk;
    const other = competing / atRisk;
    const notHazard = (atRisk - caused) / atRisk;
    const notOther = (atRisk - competing) / atRisk;
    const { ofCause, ofOthers, ofBoth } = this;
    this.ofCause =
      notHazard ** 2 * ofCause - 2 * hazard * notHazard * ofBoth + hazard ** 2 * ofOthers + drawn * hazard * notHazard;
    this.ofOthers =
      notOther ** 2 * ofOthers - 2 * other * notOther * ofBoth + other ** 2 * ofCause + drawn * other * notOther;
    this.ofBoth =
      (notHazard * notOther + hazard * other) * ofBoth -
      other * notHazard * ofCause -
      hazard * notOther * ofOthers -
      drawn * hazard * other;
  }
}
