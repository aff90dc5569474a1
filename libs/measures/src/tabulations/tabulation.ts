import type { Counts } from './counts.js';
import type { CaseInFrame, Fact } from './fact.js';
import type { Length } from './lengths.js';
import type { Share } from './share.js';

/** A share, or several by label, or tables of them. */
export type Shares = Share | { readonly [label: string]: Shares };

/** A part of a table. */
export interface Section {
  /** What it tells, and of what its percentages are. */
  readonly about: string;
  of(counts: Counts): Shares;
}

/**
 * A report that counts facts of cases. Two figures every one of them has besides its own: `cases`, those that were looked
 * at, and `duplicates`, those that were left out.
 */
export interface Tabulation {
  /** As addresses and commands have it. */
  readonly name: string;
  /** The question that it answers. */
  readonly about: string;
  /** All there are. */
  readonly figures: readonly string[];
  /** Whether there is another figure of that name, of those that are too many to list. */
  isFigure?(name: string): boolean;
  /** What it counts of one case, in an order of its own. */
  factsOf(one: CaseInFrame): Fact[];
  /** By the name of the field. */
  readonly sections: Readonly<Record<string, Section>>;
  /** What it tells the length of, by the name of the field. */
  readonly lengths?: Readonly<Record<string, Length>>;
}

/** The figures that every tabulation has. */
export const CASES = 'cases';
export const DUPLICATES = 'duplicates';

export function isShare(shares: Shares): shares is Share {
  return typeof shares['n'] === 'number';
}

/** The names of figures, one for each combination of a label of each kind: `group.label.label`. */
export function figureNames(group: string, ...kinds: readonly (readonly string[])[]): string[] {
  return kinds.reduce<string[]>(
    (names, labels) => names.flatMap((name) => labels.map((label) => `${name}.${label}`)),
    [group],
  );
}
