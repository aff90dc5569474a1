import type { EntityManager } from 'typeorm';
import { CASES, DUPLICATES, type Fact, type Tabulation } from '#measures';
import { InvalidContent } from '#unions';
import { decodeCursor, pageOf, type PageOf } from '../queries/page.js';
import type { Frame } from '../reports/frame.js';
import { framedView, type FramedView } from '../reports/framed-view.js';
import type { CaseFilter } from './case-filter.js';
import { factsOfCases } from './facts-of-cases.js';

/** A fact as shown. */
export interface FactView {
  readonly caseId: string;
  readonly unionId: string | null;
  readonly stepId: string | null;
  readonly detail: NonNullable<Fact['detail']>;
}

export interface FactsPage extends PageOf<FactView> {
  readonly figure: string;
  readonly filter: CaseFilter;
  readonly frame: FramedView;
}

export interface FactsAsked {
  readonly figure: string;
  readonly filter: CaseFilter;
  readonly cursor?: string;
  readonly limit: number;
}

/** A fact and its place among those of its case. */
interface Placed {
  readonly fact: Fact;
  readonly place: number;
}

/** @throws InvalidContent with the known figures, when it is none of them */
export function requireFigure({ figures, isFigure }: Tabulation, figure: string): void {
  const known = [CASES, DUPLICATES, ...figures];
  if (known.includes(figure) || isFigure?.(figure)) return;
  throw new InvalidContent([{ field: 'figure', message: 'figure must be a known one of this report', known }]);
}

/** What a figure of the report in the same frame counts, in the order of cases. @throws InvalidCursor */
export async function listFacts(
  db: EntityManager,
  frame: Frame,
  tabulation: Tabulation,
  { figure, filter, cursor, limit }: FactsAsked,
): Promise<FactsPage> {
  const after = cursor === undefined ? undefined : (decodeCursor(cursor, ['uuid', 'number']) as [string, number]);
  const found: Placed[] = [];
  // What is left of the case that the page before ended in comes first.
  for await (const cases of factsOfCases(db, frame, tabulation, filter, after?.[0])) {
    for (const { facts } of cases) {
      const placed = facts.filter((fact) => fact.figure === figure).map((fact, place) => ({ fact, place }));
      found.push(...placed.filter((one) => isAfter(one, after)));
    }
    if (found.length > limit) break;
  }
  const key = ({ fact, place }: Placed) => [fact.caseId, place];
  const page = pageOf(found.slice(0, limit + 1), limit, key, ({ fact }) => factView(fact));
  return { figure, filter, frame: framedView(frame), ...page };
}

function isAfter({ fact, place }: Placed, after: readonly [string, number] | undefined): boolean {
  return after === undefined || fact.caseId > after[0] || place > after[1];
}

function factView({ caseId, unionId, stepId, detail = {} }: Fact): FactView {
  return { caseId, unionId: unionId ?? null, stepId: stepId ?? null, detail };
}
