import { momentOf, type Moment } from '#read-models';
import type { MomentQuery } from '../../http/moment.js';
import { Problem } from '../../problems/problem.js';

/** The moment that a query about a case names; undefined when it asks for the present, which the tables hold. */
export function pastOf({ asOf, knownAt }: MomentQuery): Moment | undefined {
  if (asOf === undefined && knownAt === undefined) return undefined;
  const now = Date.now();
  return { asOf: momentOf('asOf', asOf, now), knownAt: momentOf('knownAt', knownAt, now) };
}

export function noSuchCase(caseId: string): Problem {
  return Problem.of('not-found', 'There is no such case, or there was none at that time.', { caseId });
}
