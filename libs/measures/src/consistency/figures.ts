import { linesOf, type Count, type CrossTable, type Figure, type Question, type Tallies } from './tallies.js';

/** A count of the tallies that has a name. */
export interface NamedFigure extends Figure {
  readonly name: string;
}

type Counts = Pick<Tallies, 'cases' | 'questions' | 'cross'>;

/** All cases and the answers of every question: `cases`, `aware.yes`. */
export function totalsOf({ cases, questions }: Omit<Counts, 'cross'>): readonly NamedFigure[] {
  return [{ name: 'cases', count: cases }, ...questions.flatMap(marginsOf)];
}

/** The answers of a question: `aware.yes`. */
export function marginsOf(question: Question): readonly NamedFigure[] {
  return linesOf(question).map(({ name, count }) => ({ name: `${question.name}.${name}`, count }));
}

/** A cell with the two lines that it lies in. */
export interface CellFigure extends NamedFigure {
  readonly row: NamedFigure;
  readonly column: NamedFigure;
}

/** The cells of a cross table, row by row: `aware.yes & involved.no`. */
export function cellsOf({ rows, columns, cells }: CrossTable): readonly CellFigure[] {
  return marginsOf(rows).flatMap((row, r) =>
    marginsOf(columns).map((column, c) => cellFigure(row, column, cells[r]![c]!)),
  );
}

function cellFigure(row: NamedFigure, column: NamedFigure, count: Count): CellFigure {
  return { name: `${row.name} & ${column.name}`, count, row, column };
}

/** Every count of the tallies, by its name. */
export function figuresOf(counts: Counts): ReadonlyMap<string, NamedFigure> {
  const figures = [...totalsOf(counts), ...(counts.cross ? cellsOf(counts.cross) : [])];
  return new Map(figures.map((figure) => [figure.name, figure]));
}

/** A figure whose count was published. */
export interface KnownFigure extends NamedFigure {
  readonly count: number;
}

export function isKnown(figure: NamedFigure): figure is KnownFigure {
  return figure.count !== null;
}
