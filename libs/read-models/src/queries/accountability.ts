import type { EntityManager } from 'typeorm';
import { ANSWERS, type Answer } from '#measures';
import { CaseEntity } from '../entities/case.entity.js';
import { isDuplicate } from './duplicates.js';
import { percentages } from './percentages.js';

/**
 * Part of a whole; `percent` has one decimal and is null where the whole is empty. The percentages of all parts of a whole
 * add up to 100.
 */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
  readonly percent: number | null;
}

/**
 * The study's table over the cases in the ledger: did a union know of the case before it was called (`aware`), did one
 * act (`involved`)? Each row and column of `cross` adds up to the counts above it, the unknown included.
 */
export interface Accountability {
  /** Cases counted; duplicates of another case are left out. */
  readonly cases: number;
  readonly duplicates: number;
  /** Cases in which no union was called; they are among the unknown unless a union acted by itself. */
  readonly noUnionCalled: number;
  readonly aware: Readonly<Record<Answer, Share>>;
  readonly involved: Readonly<Record<Answer, Share>>;
  /** `cross[aware][involved]`, in cases. */
  readonly cross: Readonly<Record<Answer, Readonly<Record<Answer, number>>>>;
  /** Of the cases no union knew of: those in which one then acted. */
  readonly unawareThenInvolved: Share;
  readonly awareAndInvolved: Share;
  /** Of the cases in which a union acted: those in which none did before it was called. */
  readonly involvedAfterCall: Share;
}

interface Cell {
  readonly duplicate: boolean;
  readonly aware: Answer;
  readonly involved: Answer;
  readonly afterCall: boolean;
  readonly called: boolean;
  readonly n: number;
}

export async function accountability(db: EntityManager): Promise<Accountability> {
  const rows = await db
    .getRepository(CaseEntity)
    .createQueryBuilder('c')
    .select(isDuplicate('c.case_id'), 'duplicate')
    .addSelect('c.aware', 'aware')
    .addSelect('c.involved', 'involved')
    .addSelect('c.involved_after_call', 'afterCall')
    .addSelect('c.unions_called', 'called')
    .addSelect('count(*)::int', 'n')
    .groupBy('1, 2, 3, 4, 5')
    .getRawMany<Cell>();
  return tabulate(rows);
}

export function tabulate(cells: readonly Cell[]): Accountability {
  const counted = cells.filter((cell) => !cell.duplicate);
  const count = (matches: (cell: Cell) => boolean) =>
    counted.reduce((sum, cell) => sum + (matches(cell) ? cell.n : 0), 0);
  const cases = count(() => true);
  const both = (aware: Answer, involved: Answer) => count((cell) => cell.aware === aware && cell.involved === involved);
  const aware = byAnswer((answer) => count((cell) => cell.aware === answer));
  const involved = byAnswer((answer) => count((cell) => cell.involved === answer));
  return {
    cases,
    duplicates: cells.reduce((sum, cell) => sum + (cell.duplicate ? cell.n : 0), 0),
    noUnionCalled: count((cell) => !cell.called),
    aware: shares(aware),
    involved: shares(involved),
    cross: byAnswer((row) => byAnswer((column) => both(row, column))),
    unawareThenInvolved: share(both('no', 'yes'), aware.no),
    awareAndInvolved: share(both('yes', 'yes'), aware.yes),
    involvedAfterCall: share(
      count((cell) => cell.afterCall),
      involved.yes,
    ),
  };
}

function byAnswer<Value>(of: (answer: Answer) => Value): Record<Answer, Value> {
  return Object.fromEntries(ANSWERS.map((answer) => [answer, of(answer)])) as Record<Answer, Value>;
}

/** How many cases have which answer, as parts of all. */
function shares(counts: Readonly<Record<Answer, number>>): Record<Answer, Share> {
  const parts = ANSWERS.map((answer) => counts[answer]);
  const denominator = parts.reduce((sum, part) => sum + part, 0);
  const percents = percentages(parts);
  return byAnswer((answer) => ({
    numerator: counts[answer],
    denominator,
    percent: percents[ANSWERS.indexOf(answer)] ?? null,
  }));
}

function share(numerator: number, denominator: number): Share {
  return { numerator, denominator, percent: percentages([numerator, denominator - numerator])[0] ?? null };
}
