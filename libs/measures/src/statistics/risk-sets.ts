import { column } from './column.js';
import type { EventTable } from './event-table.js';

/** Who was at risk at each time of a table, and how many of those had an event, of whatever cause, then. */
export interface RiskSets {
  readonly times: ArrayLike<number>;
  /** Watched before a time and not ended before it. Between two times, those at risk are the later one's. */
  readonly atRisk: number[];
  readonly events: number[];
}

export function riskSets({ times, events, censored, entered, fromStart }: EventTable): RiskSets {
  const sets = { times, atRisk: column(times.length), events: column(times.length) };
  let atRisk = fromStart;
  for (let at = 0; at < times.length; at++) {
    let ended = 0;
    for (const column of events) ended += column[at]!;
    sets.atRisk[at] = atRisk;
    sets.events[at] = ended;
    atRisk += entered[at]! - ended - censored[at]!;
  }
  return sets;
}
