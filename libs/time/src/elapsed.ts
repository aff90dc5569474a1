import { DAY_MS, type EpochDay } from './civil.js';
import { difference, type Bounds, type Interval } from './interval.js';
import { clocksChange, localDay, localDayOf } from './time-zone.js';
import { WORKING_CALENDAR } from './working-days.js';

/** Beyond so many days of doubt about the start, days are bounded by arithmetic instead of looking at each. */
const MAX_DAYS_LOOKED_AT = 400;

/** What is known of a stretch of time: when it began, when it ended, and how many milliseconds lay in between. */
interface Stretch {
  readonly start: Interval;
  readonly stop: Interval;
  readonly between: Bounds;
}

/** How many days of a kind come after one day up to another; the fewer the later the first, the more the later the second. */
type DayCount = (from: EpochDay, to: EpochDay) => number;

const calendarDays: DayCount = (from, to) => to - from;
const workingDays: DayCount = (from, to) => WORKING_CALENDAR.workingDaysBetween(from, to);

/** Milliseconds as whole seconds, rounded outwards; what may be negative counts as 0. */
export function toSeconds(ms: Bounds): Bounds {
  return { low: Math.max(0, Math.floor(ms.low / 1000)), high: Math.max(0, Math.ceil(ms.high / 1000)) };
}

/** Local calendar days from start (not counted) to stop (counted); what may be negative counts as 0. */
export function daysBetween(start: Interval, stop: Interval, timeZone: string): Bounds {
  return countFreely(start, stop, timeZone, calendarDays);
}

/**
 * Like `daysBetween`, where it is known besides that stop came `between` (milliseconds) after start: the least and the
 * greatest number of days over all pairs of moments that agree with all three.
 */
export function toDays(start: Interval, stop: Interval, between: Bounds, timeZone: string): Bounds {
  const free = daysBetween(start, stop, timeZone);
  if (free.low === free.high || saysNoMore({ start, stop, between })) return free;
  const possible = agreeing({ start, stop, between });
  if (!possible) return free;
  const limits = daysOfLength(free, possible, timeZone);
  if (possible.start.latest - possible.start.earliest > MAX_DAYS_LOOKED_AT * DAY_MS) return limits;
  return lookAtEachDay(possible, timeZone, calendarDays, limits);
}

/**
 * The same in working days of China, whatever the time zone of the days. It depends on the date and not only on the
 * length, so each day of doubt about the start may have to be looked at, of which the known years have a few thousand.
 * @throws UnknownCalendarYear when a day that start or stop may have been on lies in a year that is not known.
 */
export function toWorkingDays(start: Interval, stop: Interval, between: Bounds, timeZone: string): Bounds {
  const possible = agreeing({ start, stop, between });
  if (!possible) return countFreely(start, stop, timeZone, workingDays);
  const free = countFreely(possible.start, possible.stop, timeZone, workingDays);
  if (free.low === free.high || saysNoMore(possible)) return free;
  const { high } = daysOfLength(free, possible, timeZone);
  return lookAtEachDay(possible, timeZone, workingDays, { low: free.low, high });
}

/** Whatever the time that lay in between. */
function countFreely(start: Interval, stop: Interval, timeZone: string, count: DayCount): Bounds {
  const low = count(localDayOf(timeZone, start.latest - 1), localDayOf(timeZone, stop.earliest));
  const high = count(localDayOf(timeZone, start.earliest), localDayOf(timeZone, stop.latest - 1));
  return { low: Math.max(0, low), high: Math.max(0, high) };
}

/** Whether how long it took is known no better than from start and stop. */
function saysNoMore({ start, stop, between }: Stretch): boolean {
  const apart = difference(start, stop);
  return between.low <= apart.low && between.high >= apart.high;
}

/** Only the starts that leave room for a stop, and the stops for which there is a start; undefined when there are none. */
function agreeing({ start, stop, between }: Stretch): Stretch | undefined {
  const first = Math.max(start.earliest, stop.earliest - between.high);
  const last = Math.min(start.latest - 1, stop.latest - 1 - between.low);
  if (last < first) return undefined;
  const soonest = Math.max(stop.earliest, first + between.low);
  const longest = Math.min(stop.latest - 1, last + between.high);
  return {
    start: { earliest: first, latest: last + 1 },
    stop: { earliest: soonest, latest: longest + 1 },
    between,
  };
}

/** No start gives fewer or more calendar days than these. */
function daysOfLength(free: Bounds, { start, stop, between }: Stretch, timeZone: string): Bounds {
  // A change of the clocks may shorten or lengthen a day.
  const slack = clocksChange(timeZone, start.earliest, stop.latest) ? 1 : 0;
  const low = Math.max(free.low, Math.floor(between.low / DAY_MS) - slack);
  const high = Math.min(free.high, Math.ceil(between.high / DAY_MS) + slack);
  return { low: Math.max(0, low), high: Math.max(0, high) };
}

/**
 * The fewest days come of starting as a day begins, the most of starting as it ends, so two starts a day suffice; and
 * none once the limits are reached, which most often is on the second day.
 */
function lookAtEachDay({ start, stop, between }: Stretch, timeZone: string, count: DayCount, limits: Bounds): Bounds {
  let low = Infinity;
  let high = 0;
  const last = start.latest - 1;
  for (let day = localDayOf(timeZone, start.earliest), from = start.earliest; from <= last; day++) {
    const { latest } = localDay(timeZone, day);
    const to = Math.min(last, latest - 1);
    const soonest = Math.max(stop.earliest, from + between.low);
    const longest = Math.min(stop.latest - 1, to + between.high);
    low = Math.min(low, count(day, localDayOf(timeZone, soonest)));
    high = Math.max(high, count(day, localDayOf(timeZone, longest)));
    if (low <= limits.low && high >= limits.high) break;
    from = Math.max(from, latest);
  }
  return { low: Math.max(0, low), high };
}
