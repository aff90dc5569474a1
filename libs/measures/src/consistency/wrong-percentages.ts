import { countsGiving, isPercentOf, parsePercent, percentText, type Percent } from './percent.js';
import { quoted } from './quoted.js';
import { sharesGiving } from './shares-giving.js';
import type { Figure, Tallies } from './tallies.js';

/** A percentage that no rounding makes of the counts it is said to be of. */
export interface PercentageIsWrong {
  readonly kind: 'percentage_is_wrong';
  readonly where: string;
  readonly printed: string;
  readonly numerator: number;
  readonly denominator: number;
  /** What it is, with one digit more than was printed, rounded half up; null of nothing. */
  readonly exact: string | null;
  readonly message: string;
}

export function wrongPercentages(tallies: Tallies): PercentageIsWrong[] {
  return tallies.percentages.flatMap(({ where, printed, of, says }) => {
    const numerator = of?.numerator?.count ?? null;
    const denominator = of?.denominator.count ?? null;
    const percent = parsePercent(printed);
    if (numerator === null || denominator === null || isPercentOf(percent, numerator, denominator)) return [];
    const exact = denominator === 0 ? null : percentText(numerator, denominator, percent.digits + 1);
    const is = `${printed} % is printed for ${numerator} of ${denominator}${namesOf(of!.numerator!, of!.denominator)}`;
    const told = exact === null ? ', but nothing is a percentage of 0' : `, which is ${exact} %`;
    const message = [`${is}${told}`, ...hints(printed, percent, denominator, tallies)].join('; ') + quoted(says);
    return [{ kind: 'percentage_is_wrong', where, printed, numerator, denominator, exact, message }];
  });
}

function namesOf(numerator: Figure, denominator: Figure): string {
  if (numerator.name === null && denominator.name === null) return '';
  return ` (${numerator.name ?? numerator.count} of ${denominator.name ?? denominator.count})`;
}

/** What else may have been meant. */
function hints(printed: string, percent: Percent, denominator: number, tallies: Tallies): string[] {
  const counts = countsGiving(percent, denominator);
  const [share] = sharesGiving(percent, tallies);
  return [
    counts
      ? `${rangeText(counts)} of ${denominator} would be ${printed} %`
      : `no whole number of ${denominator} would be`,
    share
      ? `of the given counts ${share.numerator.name} of ${share.denominator.name} would`
      : 'no two of the given counts would',
  ];
}

function rangeText({ first, last }: { first: number; last: number }): string {
  if (first === last) return String(first);
  return last === first + 1 ? `${first} or ${last}` : `${first} to ${last}`;
}
