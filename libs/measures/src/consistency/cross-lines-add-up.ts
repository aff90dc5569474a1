import { canAddUp, sumText } from './adds-up.js';
import { isKnown, marginsOf } from './figures.js';
import type { Count, CrossTable, Question, Tallies } from './tallies.js';

/** A row or column of the cross table does not make the count of its answer. */
export interface CrossLineDoesNotAddUp {
  readonly kind: 'cross_line_does_not_add_up';
  readonly where: string;
  readonly parts: readonly Count[];
  readonly whole: number;
  readonly message: string;
}

export function crossLinesThatDoNotAddUp({ cross }: Tallies): CrossLineDoesNotAddUp[] {
  if (!cross) return [];
  return [...wrongLines('row', cross.rows, cross.cells), ...wrongLines('column', cross.columns, columnsOf(cross))];
}

function wrongLines(
  direction: 'row' | 'column',
  question: Question,
  lines: readonly (readonly Count[])[],
): CrossLineDoesNotAddUp[] {
  return marginsOf(question).flatMap((margin, index) => {
    const parts = lines[index]!;
    if (!isKnown(margin) || canAddUp(parts, margin.count)) return [];
    const message = `the ${direction} does not make its total: ${sumText(parts, margin.count)}`;
    const where = `cross.${margin.name}`;
    return [{ kind: 'cross_line_does_not_add_up', where, parts, whole: margin.count, message }];
  });
}

function columnsOf({ cells }: CrossTable): Count[][] {
  return cells[0]!.map((_, column) => cells.map((row) => row[column]!));
}
