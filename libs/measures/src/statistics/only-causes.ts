import type { EventTable } from './event-table.js';

/**
 * The table as a statistic of some causes alone sees it: whatever ended in another way is censored then. The
 * Kaplan-Meier curve of such a table tells how long a cause took had there been no other.
 */
export function onlyCauses(table: EventTable, causes: readonly string[]): EventTable {
  const censored = Array.from(table.censored);
  const kept: string[] = [];
  const events: ArrayLike<number>[] = [];
  table.causes.forEach((cause, index) => {
    const column = table.events[index]!;
    if (causes.includes(cause)) {
      kept.push(cause);
      events.push(column);
    } else {
      for (let at = 0; at < censored.length; at++) censored[at]! += column[at]!;
    }
  });
  return { ...table, causes: kept, events, censored };
}
