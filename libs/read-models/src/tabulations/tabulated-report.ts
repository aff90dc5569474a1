import type { EntityManager } from 'typeorm';
import {
  CASES,
  Counts,
  DUPLICATES,
  LEVEL,
  LengthTally,
  type LengthSummary,
  type Shares,
  type Tabulation,
} from '#measures';
import type { Frame } from '../reports/frame.js';
import { framedView, type FramedView } from '../reports/framed-view.js';
import type { CaseFilter } from './case-filter.js';
import { factsAddress } from './facts-address.js';
import { factsOfCases } from './facts-of-cases.js';

/** The answer to a tabulation's question: which cases, what it stands on, and the table. */
export interface TabulatedReport {
  readonly filter: CaseFilter;
  readonly frame: FramedView;
  /** Of every interval. */
  readonly confidence: number;
  /** Looked at. */
  readonly cases: number;
  /** Left out as duplicates of another, unless the question names the case. */
  readonly duplicates: number;
  /** By the name of the section. */
  readonly table: Readonly<Record<string, Shares>>;
  /** By the name of the length; absent where the tabulation has none. */
  readonly lengths?: Readonly<Record<string, LengthSummary>>;
}

export async function tabulatedReport(
  db: EntityManager,
  frame: Frame,
  tabulation: Tabulation,
  filter: CaseFilter,
): Promise<TabulatedReport> {
  const counted = new Map<string, number>();
  const lengths = Object.entries(tabulation.lengths ?? {}).map(
    ([name, length]) => [name, new LengthTally(length)] as const,
  );
  for await (const cases of factsOfCases(db, frame, tabulation, filter)) {
    for (const { facts, one } of cases) {
      for (const { figure } of facts) counted.set(figure, (counted.get(figure) ?? 0) + 1);
      if (one) for (const [, tally] of lengths) tally.add(one);
    }
  }
  const view = framedView(frame);
  const counts = new Counts(counted, (figure) => factsAddress(tabulation.name, figure, filter, view));
  const sections = Object.entries(tabulation.sections);
  return {
    filter,
    frame: view,
    confidence: LEVEL,
    cases: counts.of(CASES),
    duplicates: counts.of(DUPLICATES),
    table: Object.fromEntries(sections.map(([name, section]) => [name, section.of(counts)])),
    ...(tabulation.lengths && { lengths: Object.fromEntries(lengths.map(([name, tally]) => [name, tally.summary()])) }),
  };
}

/** As it is sent: the sections stand beside what they stand on. */
export function tabulatedBody({ table, ...standing }: TabulatedReport): object {
  return { ...standing, ...table };
}
