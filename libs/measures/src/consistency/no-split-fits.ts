import { answersThatDoNotAddUp } from './answers-add-up.js';
import { constraintsOf, type Constraint } from './constraint.js';
import { crossLinesThatDoNotAddUp } from './cross-lines-add-up.js';
import { fittingSplits } from './fitting-splits.js';
import { searchSplits } from './split-search.js';
import type { Tallies } from './tallies.js';

/** Each line of the cross table could be right by itself, but not all of them together. */
export interface NoSplitFits {
  readonly kind: 'no_split_fits';
  readonly where: 'cross';
  /** Counts that cannot all be right, of which none could be left out; null when there were too many to tell them. */
  readonly conflict: readonly { readonly name: string; readonly count: number }[] | null;
  readonly message: string;
}

/** Each of these is left out once, and the rest searched again. */
const MAX_CONSTRAINTS = 200;
const MAX_STEPS_EACH = 100_000;

export function noSplitFits(tallies: Tallies): NoSplitFits[] {
  const { cross, cases } = tallies;
  if (!cross || isToldOtherwise(tallies)) return [];
  const { count, limit } = fittingSplits(cross, cases);
  if (count > 0 || limit !== null) return [];
  const conflict = conflictAmong(constraintsOf(cross, cases), cross.cells.flat().length);
  const together = conflict?.map(({ name, count }) => `${name} = ${count}`).join(', ');
  const message = `no split fits${together ? `: these cannot all be right: ${together}` : ' all the given counts'}`;
  return [{ kind: 'no_split_fits', where: 'cross', conflict, message }];
}

function isToldOtherwise(tallies: Tallies): boolean {
  const { rows, columns } = tallies.cross!;
  return [answersThatDoNotAddUp({ ...tallies, questions: [rows, columns] }), crossLinesThatDoNotAddUp(tallies)].some(
    (findings) => findings.length > 0,
  );
}

/** A minimal conflict: what can go without making the rest possible is left out, one by one. */
function conflictAmong(constraints: readonly Constraint[], cells: number): NoSplitFits['conflict'] {
  if (constraints.length > MAX_CONSTRAINTS) return null;
  let conflict = constraints;
  for (const constraint of constraints) {
    const rest = conflict.filter((one) => one !== constraint);
    if (isImpossible(rest, cells)) conflict = rest;
  }
  return conflict.map(({ figure: { name, count } }) => ({ name, count }));
}

function isImpossible(constraints: readonly Constraint[], cells: number): boolean {
  const { count, endedBy } = searchSplits(cells, constraints, { splits: 1, steps: MAX_STEPS_EACH, kept: 0 });
  return count === 0 && endedBy === 'all_seen';
}
