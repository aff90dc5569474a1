import type { EntityManager } from 'typeorm';
import { CASES, Counts, DUPLICATES, LEVEL, type Shares, type Tabulation } from '#measures';
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
}

export async function tabulatedReport(
  db: EntityManager,
  frame: Frame,
  tabulation: Tabulation,
  filter: CaseFilter,
): Promise<TabulatedReport> {
  const counted = new Map<string, number>();
  for await (const cases of factsOfCases(db, frame, tabulation, filter)) {
    for (const { figure } of cases.flat()) counted.set(figure, (counted.get(figure) ?? 0) + 1);
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
  };
}

/** As it is sent: the sections stand beside what they stand on. */
export function tabulatedBody({ table, ...standing }: TabulatedReport): object {
  return { ...standing, ...table };
}
