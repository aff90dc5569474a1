import { countBelow, countsGiving, parsePercent, percentText, type Percent } from './percent.js';
import { quoted } from './quoted.js';
import type { Tallies } from './tallies.js';

/**
 * A percentage of a known whole and an unknown part that no whole number makes at any rounding, after the GRIM test:
 * Brown and Heathers, Social Psychological and Personality Science 8 (2017), 363-369.
 */
export interface PercentageOfNoCount {
  readonly kind: 'percentage_of_no_count';
  readonly where: string;
  readonly printed: string;
  readonly denominator: number;
  readonly message: string;
}

export function percentagesOfNoCount({ percentages }: Tallies): PercentageOfNoCount[] {
  return percentages.flatMap(({ where, printed, of, says }) => {
    const denominator = of?.denominator.count ?? null;
    if (denominator === null || (of?.numerator?.count ?? null) !== null) return [];
    const percent = parsePercent(printed);
    if (countsGiving(percent, denominator)) return [];
    const around = denominator === 0 ? '' : neighbours(percent, denominator);
    const message = `no whole number of ${denominator} is ${printed} %${around}${quoted(says)}`;
    return [{ kind: 'percentage_of_no_count', where, printed, denominator, message }];
  });
}

/** The two counts between which the percentage falls. */
function neighbours(percent: Percent, denominator: number): string {
  const below = countBelow(percent, denominator);
  const counts = below < denominator ? [below, below + 1] : [denominator];
  return `: ${counts.map((count) => `${count} is ${percentText(count, denominator, percent.digits + 1)} %`).join(', ')}`;
}
