import { RESOLUTIONS } from '#cases';
import type { Figures, GroupComparison, Measure, Rank } from '#measures';
import type { Grouping } from './groupings.js';

/** The classes a clock can end in, in the order they are shown; `resolution` has the outcomes of a case as classes. */
export const CLASSES: Readonly<Record<Measure, readonly string[]>> = {
  first_reply: ['helped', 'informed', 'deflected'],
  intervention: ['intervened'],
  awareness: ['already_aware', 'reached'],
  resolution: RESOLUTIONS,
};

/** What tells a group from others, by dimension. */
export type GroupKey = Readonly<Partial<Record<Grouping, string>>>;

/** How the clocks of one group stand. `n` = all classes + censored + competing; `engagements` = n + notStarted + quarantined. */
export interface Standing {
  /** By dimension: the level, union id, reason...; `unknown` for those without. Empty for the total. */
  readonly key: GroupKey;
  readonly engagements: number;
  /** Clocks that never started: nobody called the union (or the case never opened). They are not at risk. */
  readonly notStarted: number;
  readonly n: number;
  readonly classes: Readonly<Record<string, number>>;
  /** Still running. */
  readonly censored: number;
  /** Those of the censored whose union was called and has not replied at all; in `first_reply`, all of them. */
  readonly silent: number;
  /** Ended another way, by cause. */
  readonly competing: Readonly<Record<string, number>>;
  /** What should have stopped the clock certainly came before it started: counted by reason, and measured no further. */
  readonly quarantined: Readonly<Record<string, number>>;
}

/** The same with what is estimated from it. */
export interface ResponseGroup extends Standing {
  /** Null where `n` is below 5. */
  readonly figures: Figures | null;
  /** Its place among the groups, by median; null where there are no figures. */
  readonly rank: Rank | null;
}

export interface ResponseTimes {
  readonly groups: ResponseGroup[];
  readonly total: ResponseGroup;
  /** Engagements left out since their case is linked as the duplicate of another, unless the question names the case. */
  readonly duplicates: number;
  /** Of the groups with figures. */
  readonly comparison: ({ readonly groups: readonly GroupKey[] } & GroupComparison) | null;
}
