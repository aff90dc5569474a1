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

  /** The same that `eventTable` makes of the single records, from fewer steps. */
  table(): EventTable {
    const courses = [...this.courses()].filter(({ counts }) => [...counts.values()].some((count) => count !== 0));
    const { times, rows } = daysOf(courses);
    const causes = [...new Set(courses.map(({ cause }) => cause).filter((cause) => cause !== null))].sort();
    const column = () => new Float64Array(times.length);
    const table = { times, causes, events: causes.map(column), censored: column(), entered: column(), fromStart: 0 };
    for (const { cause, entry, counts } of courses) {
      const ended = cause === null ? table.censored : table.events[causes.indexOf(cause)]!;
      for (const [duration, count] of counts) {
        if (count === 0) continue;
        ended[rows[duration]!]! += count;
        if (entry === null) table.fromStart += count;
        else table.entered[rows[entry]!]! += count;
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

/** The days on which anything was counted, and the row of each: there are few days, so that each may have a place. */
function daysOf(courses: readonly Course[]): { times: Float64Array; rows: Int32Array } {
  let last = -1;
  for (const { counts, entry } of courses) {
    last = Math.max(last, entry ?? -1);
    for (const duration of counts.keys()) if (duration > last) last = duration;
  }
  const rows = new Int32Array(last + 1);
  const found: number[] = [];
  const note = (day: number) => {
    if (rows[day] === 0) rows[day] = found.push(day);
  };
  for (const { counts, entry } of courses) {
    if (entry !== null) note(entry);
    for (const [duration, count] of counts) if (count !== 0) note(duration);
  }
  const times = Float64Array.from(found).sort();
  for (let row = 0; row < times.length; row++) rows[times[row]!] = row;
  return { times, rows };
}
