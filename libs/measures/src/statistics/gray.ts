import { compare, type Comparison } from './comparison.js';
import type { EventTable } from './event-table.js';
import { pooledTimes, sum, type PooledTime } from './pooled-times.js';
import { zeros } from './quadratic-form.js';

/** Or `delayed_entry`: some were not watched from the start, for which the test is not defined. */
export type GrayTest = Comparison | { readonly outcome: 'delayed_entry' };

/**
 * Gray's test of whether the cumulative incidence of a cause is the same in all groups while other causes compete: Gray
 * (1988), A class of K-sample tests for comparing the cumulative incidence of a competing risk, Annals of Statistics 16,
 * with weight 1 (rho = 0) and variances corrected for ties, as R's `cmprsk::cuminc`.
 */
export function grayTest(groups: readonly EventTable[], cause: string): GrayTest {
  if (groups.some(entersLate)) return { outcome: 'delayed_entry' };
  const { differences, influence, compared } = score(groups, cause);
  if (compared === 0) return { outcome: 'no_events' };
  if (compared === 1) return { outcome: 'one_group' };
  return compare(differences, covarianceOf(groups, cause, influence));
}

function entersLate({ entered }: EventTable): boolean {
  for (let at = 0; at < entered.length; at++) if (entered[at]! > 0) return true;
  return false;
}

/** Events against those expected, and the influence of each group's incidence on each difference, over all times. */
function score(groups: readonly EventTable[], cause: string) {
  const differences = groups.map(() => 0);
  const influence = zeros(groups.length);
  const compared = new Set<number>();
  for (const moment of moments(groups, cause)) {
    const { ofCause, caused, atRisk, before } = moment;
    if (caused === 0) continue;
    const exposed = groups.map((_, group) => moment.weights[group]! * (1 - before.incidence[group]!));
    const allExposed = exposed.reduce((total, own) => total + own);
    exposed.forEach((own, group) => {
      if (atRisk[group]! === 0) return;
      compared.add(group);
      differences[group]! += ofCause[group]! - (caused * own) / allExposed;
    });
    addInfluence(influence, moment, 1);
  }
  return { differences, influence, compared: compared.size };
}

/** The sum, over all times and groups, of what one group's events at a time add to the spread of the differences. */
function covarianceOf(groups: readonly EventTable[], cause: string, influence: readonly (readonly number[])[]) {
  const covariance = zeros(groups.length);
  const ahead = influence.map((row) => [...row]);
  for (const moment of moments(groups, cause)) {
    addInfluence(ahead, moment, -1);
    groups.forEach((_, group) => {
      if (moment.atRisk[group]! === 0) return;
      const survival = moment.after.survival[group]!;
      const ratio = (1 - moment.after.pooled) / survival;
      if (moment.caused > 0) {
        const lost = survival > 0 ? 1 - ratio : 1;
        const moved = ahead.map((row, other) => pull(moment, other, group) + lost * row[group]!);
        addSquare(covariance, moved, causedVariance(moment, group));
      }
      if (survival > 0) {
        const moved = ahead.map((row) => ratio * row[group]!);
        addSquare(covariance, moved, competingVariance(moment, group));
      }
    });
  }
  return covariance;
}

/** What is known at a time at which any group had an event of any cause. */
interface Moment extends PooledTime {
  /** How many events were of the cause. */
  readonly caused: number;
  /** Those at risk in each group, as many as there would be had nothing else ended them. */
  readonly weights: readonly number[];
  readonly allWeights: number;
  readonly before: Estimates;
  readonly after: Estimates;
}

/** Survival and incidence in each group, and the incidence in all of them if they fare alike. */
interface Estimates {
  readonly survival: readonly number[];
  readonly incidence: readonly number[];
  readonly pooled: number;
}

function* moments(groups: readonly EventTable[], cause: string): Generator<Moment, void> {
  let before: Estimates = { survival: groups.map(() => 1), incidence: groups.map(() => 0), pooled: 0 };
  for (const { atRisk, events, ofCause } of pooledTimes(groups, cause)) {
    const { survival, incidence, pooled } = before;
    const share = (count: number, group: number) => (count > 0 ? (survival[group]! * count) / atRisk[group]! : 0);
    const caused = sum(ofCause);
    const weights = survival.map((own, group) => (atRisk[group]! > 0 ? atRisk[group]! / own : 0));
    const allWeights = weights.reduce((total, own) => total + own);
    const after = {
      survival: survival.map((own, group) =>
        atRisk[group]! > 0 ? share(atRisk[group]! - events[group]!, group) : own,
      ),
      incidence: incidence.map((own, group) => own + share(ofCause[group]!, group)),
      pooled: pooled + caused / allWeights,
    };
    yield { atRisk, events, ofCause, caused, weights, allWeights, before, after };
    before = after;
  }
}

/** How far an event of the cause in one group moves the difference of another. */
function pull({ weights, allWeights }: Moment, group: number, other: number): number {
  const own = group === other ? 1 : 0;
  return weights[group]! * (own - weights[other]! / allWeights);
}

function addInfluence(influence: number[][], moment: Moment, sign: 1 | -1): void {
  if (moment.caused === 0) return;
  const hazard = moment.caused / (moment.allWeights * (1 - moment.before.pooled));
  influence.forEach((row, group) => {
    row.forEach((_, other) => {
      const pulled = pull(moment, group, other);
      if (pulled !== 0) row[other]! += sign * pulled * hazard;
    });
  });
}

function causedVariance({ caused, atRisk, allWeights, before }: Moment, group: number): number {
  const survival = before.survival[group]!;
  return (tied(caused, allWeights * survival) * survival * caused) / (allWeights * atRisk[group]!);
}

function competingVariance({ events, ofCause, atRisk, before }: Moment, group: number): number {
  const competing = events[group]! - ofCause[group]!;
  return tied(competing, atRisk[group]!) * competing * (before.survival[group]! / atRisk[group]!) ** 2;
}

/** Of events at one time, each leaves the others fewer to be drawn from. */
function tied(events: number, atRisk: number): number {
  return events > 1 ? 1 - (events - 1) / (atRisk - 1) : 1;
}

function addSquare(matrix: number[][], vector: readonly number[], factor: number): void {
  if (factor === 0) return;
  matrix.forEach((row, group) => {
    vector.forEach((own, other) => (row[other]! += factor * vector[group]! * own));
  });
}
