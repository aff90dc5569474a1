import { eventTable, type EventTable } from '../statistics/event-table.js';
import type { Observation } from './observation.js';

/** How many clocks ran for exactly so long and ended in one way. */
interface Run {
  readonly cause: string | null;
  readonly duration: number;
  readonly entry: number | null;
  count: number;
}

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
  private readonly shortest = new Map<string, Run>();
  private readonly longest = new Map<string, Run>();

  /** @param observation null for a clock that never started */
  add(observation: Observation | null, silent: boolean): void {
    this.engagements++;
    if (observation === null) this.notStarted++;
    else if (observation.end === 'quarantined') increase(this.quarantined, observation.name);
    else {
      const { end, name, length, entry } = observation;
      this.n++;
      if (end === 'event') increase(this.classes, name!);
      else if (end === 'competing') increase(this.competing, name!);
      else {
        this.censored++;
        if (silent) this.silent++;
      }
      addRun(this.shortest, name, length.low, entry.low);
      addRun(this.longest, name, length.high, entry.high);
    }
  }

  tables(): Tables {
    return { shortest: tableOf(this.shortest), longest: tableOf(this.longest) };
  }
}

function tableOf(runs: ReadonlyMap<string, Run>): EventTable {
  return eventTable([...runs.values()].map(({ entry, ...run }) => (entry === null ? run : { ...run, entry })));
}

function addRun(runs: Map<string, Run>, cause: string | null, duration: number, entry: number | null): void {
  const key = `${cause ?? ''} ${duration} ${entry ?? ''}`;
  const known = runs.get(key);
  if (known) known.count++;
  else runs.set(key, { cause, duration, entry, count: 1 });
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
