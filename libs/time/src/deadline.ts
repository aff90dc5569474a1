import type { EpochDay } from './civil.js';
import { difference, type Bounds, type Interval } from './interval.js';
import { localDay, localDayOf } from './time-zone.js';

/** Local days, both counted. */
export interface DaySpan {
  readonly first: EpochDay;
  readonly last: EpochDay;
}

/** The last day on which what began on a day is still in time; it never falls as the first one rises. */
export type DueDay = (begun: EpochDay) => EpochDay;

/** Beyond so many days of doubt about the start, only its ends are looked at. */
const MAX_DAYS_LOOKED_AT = 10_000;

/** The local days that a moment may lie on. */
export function daysOf({ earliest, latest }: Interval, timeZone: string): DaySpan {
  return { first: localDayOf(timeZone, earliest), last: localDayOf(timeZone, latest - 1) };
}

/** The last days that may be in time for what began at some moment. */
export function dueDaysOf(start: Interval, timeZone: string, due: DueDay): DaySpan {
  const { first, last } = daysOf(start, timeZone);
  return { first: due(first), last: due(last) };
}

/**
 * How many local days after the due day something came; 0 or less is in time. The least and the greatest number over all
 * pairs of moments that agree with both dates and with `between`, milliseconds from start to stop. Where the start is in
 * doubt by decades, or nothing agrees, `between` is left aside.
 */
export function daysOverdue(start: Interval, stop: Interval, between: Bounds, timeZone: string, due: DueDay): Bounds {
  const days = daysOf(start, timeZone);
  const apart = difference(start, stop);
  const saysNoMore = between.low <= apart.low && between.high >= apart.high;
  const looked =
    saysNoMore || days.last - days.first > MAX_DAYS_LOOKED_AT
      ? undefined
      : lookAtEachDay(days, { start, stop, between }, timeZone, due);
  return looked ?? byEnds(days, daysOf(stop, timeZone), due);
}

function byEnds(start: DaySpan, stop: DaySpan, due: DueDay): Bounds {
  return { low: stop.first - due(start.last), high: stop.last - due(start.first) };
}

interface Stretch {
  readonly start: Interval;
  readonly stop: Interval;
  readonly between: Bounds;
}

/** Of one day of starting, the due day is one and the moments of stopping are all of a piece. */
function lookAtEachDay(
  days: DaySpan,
  { start, stop, between }: Stretch,
  timeZone: string,
  due: DueDay,
): Bounds | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (let day = days.first; day <= days.last; day++) {
    const { earliest, latest } = localDay(timeZone, day);
    const soonest = Math.max(stop.earliest, Math.max(start.earliest, earliest) + between.low);
    const longest = Math.min(stop.latest, Math.min(start.latest, latest) + between.high) - 1;
    if (soonest > longest) continue;
    low = Math.min(low, localDayOf(timeZone, soonest) - due(day));
    high = Math.max(high, localDayOf(timeZone, longest) - due(day));
  }
  return low <= high ? { low, high } : undefined;
}
