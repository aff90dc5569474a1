import { TABULATIONS, type Tabulation } from '#measures';
import { Problem } from '../problems/problem.js';

/** @throws Problem 404 with the known names */
export function tabulationNamed(name: string): Tabulation {
  const found = TABULATIONS.find((tabulation) => tabulation.name === name);
  if (found) return found;
  const known = ['response-times', ...TABULATIONS.map((tabulation) => tabulation.name)];
  throw Problem.of('not-found', 'There is no such report.', { known });
}
