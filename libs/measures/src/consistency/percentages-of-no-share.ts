import { parsePercent } from './percent.js';
import { quoted } from './quoted.js';
import { sharesGiving } from './shares-giving.js';
import type { Tallies } from './tallies.js';

/** A percentage of which nobody says what it is of, and that no two of the given counts make at any rounding. */
export interface PercentageOfNoShare {
  readonly kind: 'percentage_of_no_share';
  readonly where: string;
  readonly printed: string;
  readonly message: string;
}

export function percentagesOfNoShare(tallies: Tallies): PercentageOfNoShare[] {
  return tallies.percentages.flatMap(({ where, printed, of, says }) => {
    if (of !== null || sharesGiving(parsePercent(printed), tallies).length > 0) return [];
    const message = `${printed} % is of nothing that is given: no two of the counts make it${quoted(says)}`;
    return [{ kind: 'percentage_of_no_share', where, printed, message }];
  });
}
