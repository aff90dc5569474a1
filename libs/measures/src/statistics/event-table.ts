import { checkRecord, type DurationRecord } from './duration-record.js';
import { firstAtOrAfter } from './first-at-or-after.js';

/**
 * What every estimator reads: how many records ended, and began to be watched, at each distinct time. Columns run
 * parallel to `times`. Times are told apart exactly, as in R with `timefix = FALSE`.
 */
export interface EventTable {
  /** Ascending, each once. */
  readonly times: ArrayLike<number>;
  /** Ascending, each once. */
  readonly causes: readonly string[];
  /** How many ended of a cause at a time: `events[cause][time]`. */
  readonly events: readonly ArrayLike<number>[];
  /** How many were no longer watched after a time; at that time they were still at risk, so that events come first. */
  readonly censored: ArrayLike<number>;
  /** How many began to be watched at a time, and so are at risk after it. */
  readonly entered: ArrayLike<number>;
  /** How many were watched from before time 0, and so are at risk at time 0 as well. */
  readonly fromStart: number;
}

/** How many ended of a cause at each time; undefined if nothing did. */
export function eventsOf({ causes, events }: EventTable, cause: string): ArrayLike<number> | undefined {
  return events[causes.indexOf(cause)];
}

/** So many times are tallied before they become columns: columns take a tenth of the memory. */
const TIMES_TALLIED = 1 << 18;

/**
 * Counts records, in any order; there may be none. An entry before time 0 is the same as none.
 * @throws InvalidDurationRecord
 */
export function eventTable(records: Iterable<DurationRecord>): EventTable {
  const tables: EventTable[] = [];
  let tally = new Tally();
  for (const record of records) {
    checkRecord(record);
    tally.add(record);
    if (tally.size < TIMES_TALLIED) continue;
    tables.push(tally.toTable());
    tally = new Tally();
  }
  tables.push(tally.toTable());
  return tables.length === 1 ? tables[0]! : mergeEventTables(tables);
}

/** The table of all records of some tables together. */
export function mergeEventTables(tables: readonly EventTable[]): EventTable {
  const times = union(tables.map((table) => table.times));
  const causes = [...new Set(tables.flatMap((table) => table.causes))].sort();
  const column = () => new Float64Array(times.length);
  const merged = { events: causes.map(column), censored: column(), entered: column() };
  let fromStart = 0;
  for (const table of tables) {
    fromStart += table.fromStart;
    const own = table.causes.map((cause) => merged.events[causes.indexOf(cause)]!);
    for (let from = 0, to = 0; from < table.times.length; from++) {
      to = firstAtOrAfter(times, table.times[from]!, to);
      own.forEach((events, cause) => (events[to]! += table.events[cause]![from]!));
      merged.censored[to]! += table.censored[from]!;
      merged.entered[to]! += table.entered[from]!;
    }
  }
  return { times, causes, ...merged, fromStart };
}

function union(columns: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(columns.reduce((length, column) => length + column.length, 0));
  let end = 0;
  for (const column of columns) {
    all.set(column, end);
    end += column.length;
  }
  all.sort();
  return all.filter((time, index) => index === 0 || time !== all[index - 1]);
}

interface Counts {
  readonly events: number[];
  censored: number;
  entered: number;
}

class Tally {
  private readonly counts = new Map<number, Counts>();
  private readonly causes = new Map<string, number>();
  private fromStart = 0;

  get size(): number {
    return this.counts.size;
  }

  add({ duration, cause, entry, count = 1 }: DurationRecord): void {
    if (count === 0) return;
    if (entry === undefined || entry < 0) this.fromStart += count;
    else this.at(entry).entered += count;
    const counts = this.at(duration);
    if (cause === null) counts.censored += count;
    else counts.events[this.indexOf(cause)] = (counts.events[this.indexOf(cause)] ?? 0) + count;
  }

  toTable(): EventTable {
    const times = Float64Array.from(this.counts.keys()).sort();
    const column = (read: (counts: Counts) => number) => times.map((time) => read(this.counts.get(time)!));
    const causes = [...this.causes.keys()].sort();
    return {
      times,
      causes,
      events: causes.map((cause) => {
        const index = this.causes.get(cause)!;
        return column(({ events }) => events[index] ?? 0);
      }),
      censored: column(({ censored }) => censored),
      entered: column(({ entered }) => entered),
      fromStart: this.fromStart,
    };
  }

  private at(time: number): Counts {
    let counts = this.counts.get(time);
    if (!counts) this.counts.set(time, (counts = { events: [], censored: 0, entered: 0 }));
    return counts;
  }

  private indexOf(cause: string): number {
    let index = this.causes.get(cause);
    if (index === undefined) this.causes.set(cause, (index = this.causes.size));
    return index;
  }
}
