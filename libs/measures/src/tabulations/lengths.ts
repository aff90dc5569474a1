import type { Instant } from '#time';
import { observationOf, type Observation } from '../report/index.js';
import { hopsOf, responsibilityClock } from '../referrals/index.js';
import type { CaseInFrame } from './fact.js';

/** Something of which a report tells how long it lasts, the unfinished ones being censored. */
export interface Length {
  readonly about: string;
  readonly unit: 'days' | 'unions';
  /** The end that is waited for. */
  readonly event: string;
  /** At which lengths the share that has ended is told. */
  readonly horizons: readonly number[];
  /** Of one case; null where it never began. */
  of(one: CaseInFrame): Observation | null;
}

export const DAYS_WITHOUT_RESPONSIBILITY: Length = {
  about:
    'Days from the first contact attempt with any union to the first commitment, meeting or intervention of any. Cases in ' +
    'which none has taken responsibility are censored; the end of a case competes.',
  unit: 'days',
  event: 'accepted',
  horizons: [1, 7, 30, 90],
  of: ({ history, asOf }) => daysWithoutResponsibility(history, asOf),
};

export const HOPS: Length = {
  about:
    'Unions that sent the worker away before the first one intervened. Where none has, at least so many: censored, also ' +
    'where the case has ended.',
  unit: 'unions',
  event: 'acted',
  horizons: [0, 1, 2, 3],
  of({ history }) {
    const hops = hopsOf(history);
    return hops && { ...ENDS[hops.end], length: hops.hops, entry: { low: null, high: null } };
  },
};

const ENDS = {
  acted: { end: 'event', name: 'acted' },
  competing: { end: 'competing', name: 'case_ended' },
  censored: { end: 'censored', name: null },
} as const;

function daysWithoutResponsibility(history: CaseInFrame['history'], asOf: Instant): Observation | null {
  const clock = responsibilityClock(history);
  return clock && observationOf(clock, { asOf, days: 'calendar', timeZone: history.timeZone });
}
