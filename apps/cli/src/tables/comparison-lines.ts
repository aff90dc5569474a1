import type { ResponseTimesReport } from '#read-models';
import { inWords } from './table.js';

type Compared = NonNullable<ResponseTimesReport['comparison']>;
type Result = Extract<Compared, { readonly classes: unknown }>['classes'][string]['shortest'];

/** Why there is no number where a test was asked for. */
const UNTESTED = {
  too_few_groups: 'not tested, as fewer than two groups have figures',
  no_events: 'not tested, as nothing happened',
  one_group: 'not tested, as there never were two groups while things happened',
  no_variance: 'not tested, as what happened leaves nothing to chance',
  delayed_entry: 'not tested, as some clocks enter late',
} as const;

/** The test of whether the groups differ, in lines; none where none was asked for. */
export function comparisonLines({
  comparison,
  classes,
}: Pick<ResponseTimesReport, 'comparison' | 'classes'>): string[] {
  if (!comparison) return [];
  const { test, groups } = comparison;
  const title = `${test === 'gray' ? "Gray's" : 'Log-rank'} test of whether groups with figures (${groups.length}) differ`;
  if ('outcome' in comparison) return [`${title}: ${UNTESTED[comparison.outcome]}.`];
  const tests = 'classes' in comparison ? comparison.classes : { [classes.join(', ')]: comparison };
  return [
    `${title}, with every shortest and every longest time:`,
    ...Object.entries(tests).map(
      ([name, { shortest, longest }]) => `  ${inWords(name)}: ${resultText(shortest)}; ${resultText(longest)}`,
    ),
  ];
}

function resultText(result: Result): string {
  if (result.outcome !== 'tested') return UNTESTED[result.outcome];
  const { chiSquare, degreesOfFreedom, pValue } = result;
  const p = pValue < 0.0001 ? 'p < 0.0001' : `p = ${pValue.toFixed(4)}`;
  return `chi-square ${chiSquare.toFixed(2)} on ${degreesOfFreedom} d.f., ${p}`;
}
