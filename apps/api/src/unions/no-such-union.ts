import { Problem } from '../problems/problem.js';

export function noSuchUnion(unionId: string): Problem {
  return Problem.of('not-found', 'There is no such union.', { unionId });
}
