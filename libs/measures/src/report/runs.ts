import type { DurationRecord } from '../statistics/duration-record.js';

/** By duration: how many clocks ran for exactly so long. */
type Counts = Map<number, number>;

/** How many clocks came under observation alike, and ended in one way. */
interface Course {
  readonly cause: string | null;
  /** Null for those watched from their start. */
  readonly entry: number | null;
  readonly counts: Counts;
}

/** Counts durations; what is kept grows with those that occur, not with the clocks. */
export class Runs implements Iterable<DurationRecord> {
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

  *[Symbol.iterator](): Generator<DurationRecord> {
    for (const { cause, entry, counts } of this.courses()) {
      for (const [duration, count] of counts) {
        yield entry === null ? { cause, duration, count } : { cause, duration, entry, count };
      }
    }
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
