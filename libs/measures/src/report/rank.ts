import { firstAtOrAfter } from '../statistics/first-at-or-after.js';
import type { Figures } from './figures.js';

/** The places that a group may have among all, the quickest being the first: one where its interval stands apart. */
export interface Rank {
  readonly best: number;
  readonly worst: number;
}

/**
 * The groups by their medians. Two whose intervals overlap are not ranked against each other: each may have the other's
 * place.
 * @returns null for those without figures, and for one alone
 */
export function rankGroups(groups: readonly (Figures | null)[]): (Rank | null)[] {
  const spans = groups.map((figures) => figures && spanOf(figures));
  const known = spans.filter((span) => span !== null);
  if (known.length < 2) return groups.map(() => null);
  const lows = Float64Array.from(known, ({ low }) => -low).sort();
  const highs = Float64Array.from(known, ({ high }) => high).sort();
  return spans.map((span) => {
    if (span === null) return null;
    const quicker = firstAtOrAfter(highs, span.low);
    const slower = firstAtOrAfter(lows, -span.high);
    return { best: 1 + quicker, worst: known.length - slower };
  });
}

/** A limit that is not reached lies beyond all that was seen; a lower one that is not known, at the start. */
function spanOf({ median: { low, ci } }: Figures): { low: number; high: number } {
  return { low: ci.low ?? (low === null ? Infinity : 0), high: ci.high ?? Infinity };
}
