import type { EntityManager } from 'typeorm';
import { CASES, DUPLICATES, type CaseInFrame, type Fact, type Tabulation } from '#measures';
import type { UnionState } from '#unions';
import { casesAt, type CaseAtFrame } from '../reports/cases-at.js';
import { isLeftOut } from '../reports/counted.js';
import type { Frame } from '../reports/frame.js';
import { unionsAt } from '../reports/unions-at.js';
import { caseMatches, type CaseFilter } from './case-filter.js';

/** A case with the facts that are counted of it. */
export interface CountedCase {
  readonly facts: readonly Fact[];
  /** Null for a duplicate, of which nothing else is counted. */
  readonly one: CaseInFrame | null;
}

/** Every fact that a tabulation counts in a frame, case by case in the order of their ids, some cases at a time. */
export async function* factsOfCases(
  db: EntityManager,
  frame: Frame,
  tabulation: Tabulation,
  filter: CaseFilter,
  from?: string,
): AsyncGenerator<CountedCase[], void, undefined> {
  const unions = await unionsAt(db, frame);
  const { caseId } = filter;
  for await (const cases of casesAt(db, frame, { ...(caseId !== undefined && { caseId }), ...(from && { from }) })) {
    const counted = cases.filter((one) => caseMatches(one, filter));
    yield counted.map((one) => factsOf(one, { tabulation, frame, unions, filter }));
  }
}

interface Counting {
  readonly tabulation: Tabulation;
  readonly frame: Frame;
  readonly unions: ReadonlyMap<string, UnionState>;
  readonly filter: CaseFilter;
}

/** A duplicate is counted where it is the case that was asked about. */
function factsOf(found: CaseAtFrame, { tabulation, frame, unions, filter }: Counting): CountedCase {
  const { caseId, history, duplicateOf } = found;
  if (isLeftOut(found, { filter })) {
    return { facts: [{ figure: DUPLICATES, caseId, detail: { duplicateOf } }], one: null };
  }
  const one = { caseId, history: { ...history, opening: history.opening! }, unions, asOf: frame.asOf };
  return { facts: [{ figure: CASES, caseId }, ...tabulation.factsOf(one)], one };
}
