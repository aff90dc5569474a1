import { cellsOf, isKnown, marginsOf, type KnownFigure } from './figures.js';
import type { CrossTable } from './tallies.js';

/** A published count: so much do some cells make together. Cells are numbered row by row. */
export interface Constraint {
  readonly figure: KnownFigure;
  readonly cells: readonly number[];
}

/** Everything that is known of a cross table: the cases, its rows, its columns, and the cells that were given. */
export function constraintsOf(cross: CrossTable, cases: number): Constraint[] {
  const [rows, columns] = [marginsOf(cross.rows), marginsOf(cross.columns)];
  const cells = cellsOf(cross);
  const numbersWhere = (lies: (index: number) => boolean) => [...cells.keys()].filter(lies);
  const candidates = [
    { figure: { name: 'cases', count: cases }, cells: [...cells.keys()] },
    ...rows.map((figure, row) => ({ figure, cells: numbersWhere((n) => Math.floor(n / columns.length) === row) })),
    ...columns.map((figure, column) => ({ figure, cells: numbersWhere((n) => n % columns.length === column) })),
    ...cells.map((figure, n) => ({ figure, cells: [n] })),
  ];
  return candidates.flatMap(({ figure, cells }) => (isKnown(figure) ? [{ figure, cells }] : []));
}
