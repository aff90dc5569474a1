import type { EventTable } from '../statistics/event-table.js';

/** By duration: how many clocks ran for exactly so long. */
type Counts = Map<number, number>;

/** How many clocks came under observation alike, and ended in one way. */
interface Course {
  readonly cause: string | null;
  /** Null for those watched from their start. */
  readonly entry: number | null;
  readonly counts: Counts;
}

/** Counts durations in whole days; what is kept grows with those that occur, not with the clocks. */
export class Runs {
  private readonly fromStart = new Map<string | null, Course>();
  private readonly delayed = new Map<string, Course>();

  add(cause: string | null, duration: number, entry: number | null, count: number): void {
    const { counts } = this.of(cause, entry);
    counts.set(duration, (counts.get(duration) ?? 0) + count);
  }

  merge(other: Runs): void {
    for (const { cause, entry, counts } of other.courses()) {
      for (const [duration, count] of counts) this.add(cause, duration, entry, count);
    }
  }

  /** The same that `eventTable` makes of the single records, from fewer steps; of `telling` days, what estimates need of it. */
  table(days: Days): EventTable {
    const courses = [...this.courses()].filter(({ counts }) => [...counts.values()].some((count) => count !== 0));
    const { times, rows } = rowsOf(courses, days);
    const causes = [...new Set(courses.map(({ cause }) => cause).filter((cause) => cause !== null))].sort();
    const column = () => new Array<number>(times.length).fill(0);
    const table = { times, causes, events: causes.map(column), censored: column(), entered: column(), fromStart: 0 };
    for (const { cause, entry, counts } of courses) {
      const ended = cause === null ? table.censored : table.events[causes.indexOf(cause)]!;
      for (const [duration, count] of counts) {
        if (count === 0) continue;
        if (entry !== null) table.entered[rows[entry]!]! += count;
        const row = rows[duration]!;
        if (row < 0) continue;
        ended[row]! += count;
        if (entry === null) table.fromStart += count;
      }
    }
    return table;
  }

  private *courses(): Generator<Course> {
    yield* this.fromStart.values();
    yield* this.delayed.values();
  }

  private of(cause: string | null, entry: number | null): Course {
    return entry === null ? this.watched(cause) : this.late(cause, entry);
  }

  private watched(cause: string | null): Course {
    const found = this.fromStart.get(cause);
    if (found) return found;
    const course: Course = { cause, entry: null, counts: new Map() };
    this.fromStart.set(cause, course);
    return course;
  }

  private late(cause: string | null, entry: number): Course {
    const key = `${entry} ${cause ?? ''}`;
    const found = this.delayed.get(key);
    if (found) return found;
    const course: Course = { cause, entry, counts: new Map() };
    this.delayed.set(key, course);
    return course;
  }
}

/**
 * Which days have a row: `all` on which anything was counted, or the `telling` ones, on which a clock stopped or came under
 * observation, and the last. On other days no estimate changes; clocks that were watched until then and no longer are
 * counted with the telling day before, and those that no telling day comes before are left out, since at none of the days
 * they are at risk. How many are at risk on a day that has no row, as tests between groups ask, `all` days alone tell.
 */
export type Days = 'all' | 'telling';

/** The days that have a row, and of every day the row that is its or the one before; -1 before the first. */
function rowsOf(courses: readonly Course[], days: Days): { times: number[]; rows: Int32Array } {
  const rows = new Int32Array(lastDayOf(courses) + 1);
  const note = (day: number) => (rows[day] = 1);
  for (const { cause, counts, entry } of courses) {
    if (entry !== null) note(entry);
    if (cause === null && days === 'telling') continue;
    for (const [duration, count] of counts) if (count !== 0) note(duration);
  }
  if (rows.length > 0) note(rows.length - 1);
  const times: number[] = [];
  for (let day = 0; day < rows.length; day++) {
    if (rows[day] === 1) times.push(day);
    rows[day] = times.length - 1;
  }
  return { times, rows };
}

function lastDayOf(courses: readonly Course[]): number {
  let last = -1;
  for (const { counts, entry } of courses) {
    if (entry !== null && entry > last) last = entry;
    for (const [duration, count] of counts) if (count !== 0 && duration > last) last = duration;
  }
  return last;
}
