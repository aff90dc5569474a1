import { cellsOf, isKnown, totalsOf, type KnownFigure, type NamedFigure } from './figures.js';
import { isPercentOf, type Percent } from './percent.js';
import type { Tallies } from './tallies.js';

/** A count of the tallies as a part of another. */
export interface Share {
  readonly numerator: KnownFigure;
  readonly denominator: KnownFigure;
}

/**
 * Which counts of the tallies a percentage may be printed for, at any rounding: one of two totals in the other, or a
 * cell in the totals that it is a part of.
 */
export function sharesGiving(percent: Percent, tallies: Tallies): Share[] {
  return sharesOf(tallies).filter(
    ({ numerator, denominator }) =>
      numerator.count <= denominator.count && isPercentOf(percent, numerator.count, denominator.count),
  );
}

function sharesOf(tallies: Tallies): Share[] {
  const totals = totalsOf(tallies);
  const ofTotals = totals.flatMap((numerator) => inEach(numerator, totals));
  if (!tallies.cross) return ofTotals;
  const ofCells = cellsOf(tallies.cross).flatMap((cell) => inEach(cell, [cell.row, cell.column, totals[0]!]));
  return [...ofTotals, ...ofCells];
}

function inEach(numerator: NamedFigure, denominators: readonly NamedFigure[]): Share[] {
  if (!isKnown(numerator)) return [];
  return denominators
    .filter(isKnown)
    .filter((denominator) => denominator.name !== numerator.name)
    .map((denominator) => ({ numerator, denominator }));
}
