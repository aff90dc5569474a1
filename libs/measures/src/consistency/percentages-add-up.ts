import { canAddUp, sumOfKnown } from './adds-up.js';
import { marginsOf, type NamedFigure } from './figures.js';
import { countsGiving, parsePercent } from './percent.js';
import type { PrintedPercentage, Tallies } from './tallies.js';

/** Each percentage of a question's answers could be right by itself, but not all of them together. */
export interface PercentagesDoNotAddUp {
  readonly kind: 'percentages_do_not_add_up';
  readonly where: string;
  /** The fewest and the most cases that the answers can have together, at any rounding. */
  readonly least: number;
  readonly most: number;
  readonly whole: number;
  readonly message: string;
}

/** Where counts are given they are what is checked: this is about answers of which the percentages alone were published. */
export function percentagesThatDoNotAddUp({ cases, questions, percentages }: Tallies): PercentagesDoNotAddUp[] {
  return questions.flatMap((question) => {
    const margins = marginsOf(question);
    const counts = margins.map(({ count }) => count);
    if (!canAddUp(counts, cases)) return [];
    const answers = margins.map((answer) => rangeOf(answer, cases, percentages));
    const least = sumOfKnown(answers.map(({ first }) => first));
    const most = sumOfKnown(answers.map(({ last }) => last));
    if (least <= cases && cases <= most) return [];
    const parts = answers.map(({ text }) => text).join(' + ');
    const bound = least > cases ? `at least ${least}` : `at most ${most}`;
    const message = `the answers are not as many as the cases at any rounding: ${parts} is ${bound}, not ${cases}`;
    return [{ kind: 'percentages_do_not_add_up', where: question.name, least, most, whole: cases, message }];
  });
}

interface Range {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** How many cases can have an answer. A percentage that no count gives is told otherwise, and says nothing here. */
function rangeOf({ name, count }: NamedFigure, cases: number, percentages: readonly PrintedPercentage[]): Range {
  if (count !== null) return { first: count, last: count, text: `${name} ${count}` };
  let range: Range = { first: 0, last: cases, text: `${name} ?` };
  for (const { printed, of } of percentages) {
    if (of?.numerator?.name !== name || of.denominator.name !== 'cases') continue;
    const counts = countsGiving(parsePercent(printed), cases);
    if (!counts) continue;
    const [first, last] = [Math.max(range.first, counts.first), Math.min(range.last, counts.last)];
    if (first <= last)
      range = { first, last, text: `${name} ${printed} % (${first === last ? first : `${first} to ${last}`})` };
  }
  return range;
}
