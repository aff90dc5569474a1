import { constraintsOf } from './constraint.js';
import { searchSplits } from './split-search.js';
import type { CrossTable } from './tallies.js';

/** More missing cells than these are not searched. */
export const MAX_MISSING_CELLS = 100;
/** More splits than these are not counted. */
export const MAX_SPLITS = 10_000;
/** A search ends after so many looks at a cell, which take about a second. */
export const MAX_STEPS = 2_000_000;
/** How many splits are given; nobody reads more. */
export const SPLITS_KEPT = 3;

/** The ways to fill the missing cells of a cross table. */
export interface Splits {
  readonly count: number;
  /** The first few, each with all of its rows. */
  readonly first: readonly (readonly (readonly number[])[])[];
  /** What ended the search early; null when `count` is exact, otherwise there may be more. */
  readonly limit: 'max_missing_cells' | 'max_splits' | 'max_steps' | null;
}

/** The splits in whole numbers that fit the cases, every given margin and every given cell; percentages play no part. */
export function fittingSplits(cross: CrossTable, cases: number): Splits {
  const cells = cross.cells.flat();
  const missing = cells.filter((cell) => cell === null).length;
  if (missing > MAX_MISSING_CELLS) return { count: 0, first: [], limit: 'max_missing_cells' };
  const limits = { splits: MAX_SPLITS, steps: MAX_STEPS, kept: SPLITS_KEPT };
  const { count, kept, endedBy } = searchSplits(cells.length, constraintsOf(cross, cases), limits);
  return { count, first: kept.map((split) => inRows(split, cross)), limit: LIMITS[endedBy] };
}

const LIMITS = { all_seen: null, splits: 'max_splits', steps: 'max_steps' } as const;

function inRows(split: readonly number[], { cells }: CrossTable): number[][] {
  const width = cells[0]!.length;
  return cells.map((_, row) => split.slice(row * width, (row + 1) * width));
}
