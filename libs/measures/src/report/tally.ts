import type { EventTable } from '../statistics/event-table.js';
import type { Observation } from './observation.js';
import { Runs, type Days } from './runs.js';

/** Two readings of the same clocks: as if each had run as short as it can have, and as long. */
export interface Tables {
  readonly shortest: EventTable;
  readonly longest: EventTable;
}

/** What the clocks of one group come to. */
export interface Tallied {
  /** All that were looked at; `n` of them are measured. */
  readonly engagements: number;
  readonly n: number;
  readonly notStarted: number;
  readonly censored: number;
  /** Those of the censored whose union has not replied at all. */
  readonly silent: number;
  readonly classes: ReadonlyMap<string, number>;
  readonly competing: ReadonlyMap<string, number>;
  readonly quarantined: ReadonlyMap<string, number>;
  readonly tables: Tables;
}

/** Counts the clocks of one group; what it keeps grows with the lengths that occur, not with the clocks. */
export class Tally {
  private engagements = 0;
  private n = 0;
  private notStarted = 0;
  private censored = 0;
  private silent = 0;
  private readonly classes = new Map<string, number>();
  private readonly competing = new Map<string, number>();
  private readonly quarantined = new Map<string, number>();
  private readonly shortest = new Runs();
  private readonly longest = new Runs();

  /**
   * @param observation null for a clock that never started
   * @param count how many clocks were observed so; negative takes away what was added before
   */
  add(observation: Observation | null, silent: boolean, count = 1): void {
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

  /** @param days in the tables; the telling ones will do unless whole curves are wanted */
  result(days: Days): Tallied {
    const { engagements, n, notStarted, censored, silent, classes, competing, quarantined } = this;
    const tables = { shortest: this.shortest.table(days), longest: this.longest.table(days) };
    return { engagements, n, notStarted, censored, silent, classes, competing, quarantined, tables };
  }
}

/** Of a count that comes to nothing no trace is left. */
function increase(counts: Map<string, number>, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}
