import { Counts } from './counts.js';
import type { CaseInFrame } from './fact.js';
import { isShare, type Shares, type Tabulation } from './tabulation.js';

/** For tests: how many facts each figure has in a case. */
export function countsIn({ factsOf }: Tabulation, ...cases: readonly CaseInFrame[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { figure } of cases.flatMap(factsOf)) counts[figure] = (counts[figure] ?? 0) + 1;
  return counts;
}

/** For tests: the numbers of a section by label, those of nothing left out. */
export function numbersIn(tabulation: Tabulation, section: string, ...cases: readonly CaseInFrame[]): unknown {
  const counted = new Map(Object.entries({ cases: cases.length, ...countsIn(tabulation, ...cases) }));
  return numbersOf(tabulation.sections[section]!.of(new Counts(counted, (figure) => figure)));
}

function numbersOf(shares: Shares): unknown {
  if (isShare(shares)) return shares.n;
  const entries = Object.entries(shares).map(([label, part]): [string, unknown] => [label, numbersOf(part)]);
  return Object.fromEntries(entries.filter(([, number]) => number !== 0));
}
