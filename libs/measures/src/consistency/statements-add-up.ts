import { canAddUp, sumText } from './adds-up.js';
import { quoted } from './quoted.js';
import type { Count, Tallies } from './tallies.js';

/** What was said to be the parts of a whole does not make it. */
export interface StatementDoesNotAddUp {
  readonly kind: 'statement_does_not_add_up';
  readonly where: string;
  readonly parts: readonly Count[];
  readonly whole: number;
  readonly message: string;
}

export function statementsThatDoNotAddUp({ statements }: Tallies): StatementDoesNotAddUp[] {
  return statements.flatMap(({ where, parts: figures, whole: { count: whole }, says }) => {
    const parts = figures.map(({ count }) => count);
    if (whole === null || canAddUp(parts, whole)) return [];
    const message = `${sumText(parts, whole)}${quoted(says)}`;
    return [{ kind: 'statement_does_not_add_up', where, parts, whole, message }];
  });
}
