import type { FactView } from '#read-models';
import { inWords, table, type Cell } from './table.js';

/** What a figure counts, for reading: a row for each, with what it was decided by. */
export function factsText(facts: readonly FactView[], names: ReadonlyMap<string, string>): string {
  const rows = facts.map(({ caseId, unionId, detail }): Cell[] => [
    caseId,
    unionId === null ? '' : (names.get(unionId) ?? unionId),
    toldBy(detail),
  ]);
  return table(['case', 'union', ''], rows);
}

/** The arithmetic tells all; without one, what there is. */
function toldBy({ arithmetic, ...detail }: FactView['detail']): string {
  if (typeof arithmetic === 'string') return arithmetic;
  const told = Object.entries(detail).filter(([, value]) => value !== null);
  return told.map(([name, value]) => `${inWords(name)}: ${String(value)}`).join(', ');
}
