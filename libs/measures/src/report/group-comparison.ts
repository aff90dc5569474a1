import { grayTest, logRank, onlyCauses, type EventTable, type GrayTest, type LogRank } from '../statistics/index.js';
import type { FiguresAsked } from './figures.js';
import type { Tables } from './tally.js';

/** Whether the groups differ: in how soon any class asked for comes, or in how often each does while others compete. */
export const TESTS = ['log_rank', 'gray'] as const;
export type Test = (typeof TESTS)[number];

/** A test of all groups with figures, with the shortest and with the longest that each clock may have run. */
export interface Tested<Result> {
  readonly shortest: Result;
  readonly longest: Result;
}

export type GroupComparison =
  | { readonly test: Test; readonly outcome: 'too_few_groups' }
  | ({ readonly test: 'log_rank' } & Tested<LogRank>)
  | { readonly test: 'gray'; readonly classes: Readonly<Record<string, Tested<GrayTest>>> };

export function compareGroups(
  test: Test,
  { classes }: Pick<FiguresAsked, 'classes'>,
  groups: readonly Tables[],
): GroupComparison {
  if (groups.length < 2) return { test, outcome: 'too_few_groups' };
  const both = <Result>(run: (tables: EventTable[]) => Result): Tested<Result> => ({
    shortest: run(groups.map(({ shortest }) => shortest)),
    longest: run(groups.map(({ longest }) => longest)),
  });
  if (test === 'log_rank') {
    return { test, ...both((tables) => logRank(tables.map((table) => onlyCauses(table, classes)))) };
  }
  const byClass = classes.map((name) => [name, both((tables) => grayTest(tables, name))] as const);
  return { test, classes: Object.fromEntries(byClass) };
}
