import { linesOf, marginsOf, type Count, type CrossTable, type Question } from '#measures';
import type { Place } from './place.js';
import { REPORT_COUNTS } from './report-names.js';
import { readCount } from './scalars.js';

/** More lines than a question can have. */
const MAX_LINES = 500;

/** An answer that a row or column is named after, and where. */
interface Line {
  readonly question: Question;
  readonly index: number;
  readonly place: Place;
}

/** One question by another: rows named after the answers of the first, of columns named after those of the second. */
export function readCross(cross: Place, questions: readonly Question[]): CrossTable | null {
  if (!cross.isGiven) return null;
  const rows = readLines(cross, questions);
  const columns = rows.map((row) => (row.place.isGiven ? readLines(row.place, questions) : []));
  const rowQuestion = oneQuestion(rows, cross, 'rows');
  const columnQuestion = oneQuestion(columns.flat(), cross, 'columns');
  if (!rowQuestion || !columnQuestion) return null;
  if (rowQuestion === columnQuestion) return refused(cross, 'must have rows of one question and columns of another');
  return { rows: rowQuestion, columns: columnQuestion, cells: cellsOf(rowQuestion, columnQuestion, rows, columns) };
}

function readLines(place: Place, questions: readonly Question[]): Line[] {
  const lines = [...place.fields(MAX_LINES)].flatMap(([name, line]) => lineOf(name, line, questions));
  const seen = new Set<string>();
  for (const { question, index, place } of lines) {
    const line = `${question.name}.${index}`;
    if (seen.has(line)) place.refuse('is there already, by another name');
    seen.add(line);
  }
  return lines;
}

function lineOf(written: string, place: Place, questions: readonly Question[]): Line[] {
  const name = REPORT_COUNTS.get(written) ?? written;
  for (const question of questions) {
    const index = marginsOf(question).findIndex((margin) => margin.name === name);
    if (index >= 0) return [{ question, index, place }];
  }
  place.refuse('must be named after an answer to a question of this file, such as aware.yes');
  return [];
}

function oneQuestion(lines: readonly Line[], cross: Place, what: string): Question | null {
  const [first] = lines;
  if (!first) return refused(cross, `must have ${what}`);
  const other = lines.find(({ question }) => question !== first.question);
  return other
    ? refused(other.place, `must belong to the question ${first.question.name}, as the other ${what} do`)
    : first.question;
}

function refused(place: Place, reason: string): null {
  place.refuse(reason);
  return null;
}

function cellsOf(
  rowQuestion: Question,
  columnQuestion: Question,
  rows: readonly Line[],
  columns: readonly (readonly Line[])[],
): Count[][] {
  const cells = linesOf(rowQuestion).map(() => linesOf(columnQuestion).map((): Count => null));
  rows.forEach((row, position) => {
    for (const column of columns[position]!) cells[row.index]![column.index] = readCount(column.place);
  });
  return cells;
}
