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
export function eventsOf<Column>(table: { causes: readonly string[]; events: readonly Column[] }, cause: string) {
  return table.events[table.causes.indexOf(cause)];
}

/** So many times are tallied before they become a table: a tally that outgrows the processor's cache gets slow. */
const TALLIED = 1 << 16;

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
    if (tally.size < TALLIED) continue;
    tables.push(tally.toTable());
    tally = new Tally();
  }
  tables.push(tally.toTable());
  return tables.length === 1 ? tables[0]! : mergeEventTables(tables);
}

/** The table of all records of some tables together. */
export function mergeEventTables(tables: readonly EventTable[]): EventTable {
  const times = distinctTimes(tables.map((table) => table.times));
  const causes = [...new Set(tables.flatMap((table) => table.causes))].sort();
  const column = () => new Float64Array(times.length);
  const merged = { times, causes, events: causes.map(column), censored: column(), entered: column(), fromStart: 0 };
  for (const table of tables) {
    merged.fromStart += table.fromStart;
    const events = table.causes.map((cause) => eventsOf(merged, cause)!);
    for (let from = 0, to = 0; from < table.times.length; from++) {
      to = firstAtOrAfter(times, table.times[from]!, to);
      events.forEach((column, cause) => (column[to]! += table.events[cause]![from]!));
      merged.censored[to]! += table.censored[from]!;
      merged.entered[to]! += table.entered[from]!;
    }
  }
  return merged;
}

function distinctTimes(columns: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(columns.reduce((length, column) => length + column.length, 0));
  let end = 0;
  for (const column of columns) {
    all.set(column, end);
    end += column.length;
  }
  all.sort();
  return all.filter((time, index) => index === 0 || time !== all[index - 1]);
}

/** Counts in columns whose rows are in the order in which times were first met. */
class Tally {
  private readonly rows = new Map<number, number>();
  private readonly events = new Map<string, number[]>();
  private readonly censored: number[] = [];
  private readonly entered: number[] = [];
  private readonly columns = [this.censored, this.entered];
  private fromStart = 0;

  get size(): number {
    return this.rows.size;
  }

  add({ duration, cause, entry, count = 1 }: DurationRecord): void {
    if (count === 0) return;
    if (entry === undefined || entry < 0) this.fromStart += count;
    else this.entered[this.rowOf(entry)]! += count;
    const ended = cause === null ? this.censored : this.eventsOf(cause);
    ended[this.rowOf(duration)]! += count;
  }

  toTable(): EventTable {
    const times = Float64Array.from(this.rows.keys()).sort();
    const order = times.map((time) => this.rows.get(time)!);
    const sorted = (column: readonly number[]) => order.map((row) => column[row]!);
    const causes = [...this.events.keys()].sort();
    return {
      times,
      causes,
      events: causes.map((cause) => sorted(this.events.get(cause)!)),
      censored: sorted(this.censored),
      entered: sorted(this.entered),
      fromStart: this.fromStart,
    };
  }

  private rowOf(time: number): number {
    const known = this.rows.get(time);
    if (known !== undefined) return known;
    const row = this.rows.size;
    this.rows.set(time, row);
    for (const column of this.columns) column.push(0);
    return row;
  }

  private eventsOf(cause: string): number[] {
    const known = this.events.get(cause);
    if (known) return known;
    const column = new Array<number>(this.rows.size).fill(0);
    this.events.set(cause, column);
    this.columns.push(column);
    return column;
  }
}
