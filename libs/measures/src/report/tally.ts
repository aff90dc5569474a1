import type { EventTable } from '../statistics/event-table.js';
import type { Observation } from './observation.js';
import { Runs } from './runs.js';

/** Two readings of the same clocks: as if each had run as short as it can have, and as long. */
export interface Tables {
  readonly shortest: EventTable;
  readonly longest: EventTable;
}

/** Counts the clocks of one group; what it keeps grows with the lengths that occur, not with the clocks. */
export class Tally {
  /** All that were looked at; `n` of them are measured. */
  engagements = 0;
  n = 0;
  notStarted = 0;
  censored = 0;
  /** Those of the censored whose union has not replied at all. */
  silent = 0;
  readonly classes = new Map<string, number>();
  readonly competing = new Map<string, number>();
  readonly quarantined = new Map<string, number>();
  private readonly shortest = new Runs();
  private readonly longest = new Runs();
  private known: Tables | undefined;

  /**
   * @param observation null for a clock that never started
   * @param count how many clocks were observed so; negative takes away what was added before
   */
  add(observation: Observation | null, silent: boolean, count = 1): void {
    this.known = undefined;
    this.engagements += count;
    if (observation === null) this.notStarted += count;
    else if (observation.end === 'quarantined') increase(this.quarantined, observation.name, count);
    else {
      const { end, name, length, entry } = observation;
      this.n += count;
      if (end === 'event') increase(this.classes, name!, count);
      else if (end === 'competing') increase(this.competing, name!, count);
      else {
        this.censored += count;
        if (silent) this.silent += count;
      }
      this.shortest.add(name, length.low, entry.low, count);
      this.longest.add(name, length.high, entry.high, count);
    }
  }

  /** Counts what another has counted as well. */
  merge(other: Tally): void {
    this.known = undefined;
    this.engagements += other.engagements;
    this.n += other.n;
    this.notStarted += other.notStarted;
    this.censored += other.censored;
    this.silent += other.silent;
    for (const which of ['classes', 'competing', 'quarantined'] as const) {
      for (const [name, count] of other[which]) increase(this[which], name, count);
    }
    this.shortest.merge(other.shortest);
    this.longest.merge(other.longest);
  }

  tables(): Tables {
    return (this.known ??= { shortest: this.shortest.table(), longest: this.longest.table() });
  }
}

/** Of a count that comes to nothing no trace is left. */
function increase(counts: Map<string, number>, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}
