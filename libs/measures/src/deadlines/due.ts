import {
  daysOf,
  daysOverdue,
  dueDaysOf,
  localDayOf,
  type Bounds,
  type DaySpan,
  type DueDay,
  type Interval,
} from '#time';

/** By when something had to come. */
export interface Due {
  /** The last days that may be in time. */
  readonly days: DaySpan;
  /**
   * How many local days after the last day in time something came; 0 or less is in time.
   * @param between milliseconds from the start
   */
  over(stop: Interval, between: Bounds): Bounds;
}

/** Some time after a start. @throws whatever `day` throws */
export function dueAfter(start: Interval, timeZone: string, day: DueDay): Due {
  return {
    days: dueDaysOf(start, timeZone, day),
    over: (stop, between) => daysOverdue(start, stop, between, timeZone, day),
  };
}

/** By a date; where it is no single day, on any of its days. */
export function dueBy(date: Interval, timeZone: string): Due {
  const days = daysOf(date, timeZone);
  return {
    days,
    over: (stop) => ({
      low: localDayOf(timeZone, stop.earliest) - days.last,
      high: localDayOf(timeZone, stop.latest - 1) - days.first,
    }),
  };
}
