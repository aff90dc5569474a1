import { chiSquareUpperTail } from './distributions.js';
import { quadraticForm } from './quadratic-form.js';

/** How groups compare: a chi-square statistic, or why there is none. */
export type Comparison =
  | {
      readonly outcome: 'tested';
      readonly chiSquare: number;
      /** One less than the groups that could differ. */
      readonly degreesOfFreedom: number;
      readonly pValue: number;
    }
  | { readonly outcome: Untested };

/**
 * `no_events`: nothing happened. `one_group`: while things happened, there never were two groups to compare.
 * `no_variance`: whatever happened befell all who were at risk, so that no group could have fared otherwise; or
 * where groups are very small, their own events give a difference between them no variance.
 */
export type Untested = 'no_events' | 'one_group' | 'no_variance';

/** Weighs how far the groups are from what was expected against how far chance takes them. */
export function compare(differences: readonly number[], covariance: readonly (readonly number[])[]): Comparison {
  const form = quadraticForm(differences, covariance);
  if (!form || form.rank === 0) return { outcome: 'no_variance' };
  const { value, rank } = form;
  return {
    outcome: 'tested',
    chiSquare: value,
    degreesOfFreedom: rank,
    pValue: chiSquareUpperTail(value, rank),
  };
}
