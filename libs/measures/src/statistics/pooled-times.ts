import { eventsOf, type EventTable } from './event-table.js';
import { riskSets } from './risk-sets.js';

/** Several groups at a time at which any of them had an event; a column holds one number a group. */
export interface PooledTime {
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  /** Those of the events that were of the cause asked for. */
  readonly ofCause: Float64Array;
}

/** The times at which groups had events, in order. The columns are filled anew for each time. */
export function* pooledTimes(groups: readonly EventTable[], cause?: string): Generator<PooledTime, void> {
  const sets = groups.map(riskSets);
  const caused = groups.map((group) => (cause === undefined ? undefined : eventsOf(group, cause)));
  const next = groups.map(() => 0);
  const column = () => new Float64Array(groups.length);
  const pooled = { atRisk: column(), events: column(), ofCause: column() };
  for (;;) {
    const time = sets.reduce((least, { times }, group) => Math.min(least, times[next[group]!] ?? Infinity), Infinity);
    if (time === Infinity) return;
    let any = false;
    sets.forEach(({ times, atRisk, events }, group) => {
      const at = next[group]!;
      const here = times[at] === time;
      pooled.atRisk[group] = atRisk[at] ?? 0;
      pooled.events[group] = here ? events[at]! : 0;
      pooled.ofCause[group] = (here && caused[group]?.[at]) || 0;
      if (here) next[group] = at + 1;
      any ||= pooled.events[group]! > 0;
    });
    if (any) yield pooled;
  }
}

export function sum(column: Float64Array): number {
  let total = 0;
  for (const value of column) total += value;
  return total;
}
