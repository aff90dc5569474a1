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
      addRun(this.shortest, { cause: name, duration: length.low, entry: entry.low, count });
      addRun(this.longest, { cause: name, duration: length.high, entry: entry.high, count });
    }
  }

  tables(): Tables {
    return { shortest: tableOf(this.shortest), longest: tableOf(this.longest) };
  }
}

function tableOf(runs: ReadonlyMap<string, Run>): EventTable {
  return eventTable([...runs.values()].map(({ entry, ...run }) => (entry === null ? run : { ...run, entry })));
}

function addRun(runs: Map<string, Run>, run: Run): void {
  const key = `${run.cause ?? ''} ${run.duration} ${run.entry ?? ''}`;
  const known = runs.get(key);
  if (known) known.count += run.count;
  else runs.set(key, run);
}

/** Of a count that comes to nothing no trace is left. */
function increase(counts: Map<string, number>, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}
