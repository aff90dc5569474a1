import { answersThatDoNotAddUp, type AnswersDoNotAddUp } from './answers-add-up.js';
import { crossLinesThatDoNotAddUp, type CrossLineDoesNotAddUp } from './cross-lines-add-up.js';
import { noSplitFits, type NoSplitFits } from './no-split-fits.js';
import { percentagesThatDoNotAddUp, type PercentagesDoNotAddUp } from './percentages-add-up.js';
import { percentagesOfNoCount, type PercentageOfNoCount } from './percentages-of-no-count.js';
import { percentagesOfNoShare, type PercentageOfNoShare } from './percentages-of-no-share.js';
import { statementsThatDoNotAddUp, type StatementDoesNotAddUp } from './statements-add-up.js';
import type { Tallies } from './tallies.js';
import { wrongPercentages, type PercentageIsWrong } from './wrong-percentages.js';

/** A figure that cannot be right; `where` it stands, and a `message` for people. */
export type Finding =
  | AnswersDoNotAddUp
  | CrossLineDoesNotAddUp
  | NoSplitFits
  | PercentageIsWrong
  | PercentageOfNoCount
  | PercentageOfNoShare
  | PercentagesDoNotAddUp
  | StatementDoesNotAddUp;

/** Every figure of published tallies that cannot be right whatever the cases were: none when they are consistent. */
export function checkTallies(tallies: Tallies): Finding[] {
  return [
    ...answersThatDoNotAddUp(tallies),
    ...crossLinesThatDoNotAddUp(tallies),
    ...noSplitFits(tallies),
    ...statementsThatDoNotAddUp(tallies),
    ...wrongPercentages(tallies),
    ...percentagesOfNoCount(tallies),
    ...percentagesOfNoShare(tallies),
    ...percentagesThatDoNotAddUp(tallies),
  ];
}
