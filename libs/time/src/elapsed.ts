import { DAY_MS } from './civil.js';
import { difference, type Bounds, type Interval } from './interval.js';
import { clocksChange, localDay, localDayOf } from './time-zone.js';

/** Beyond so many days of doubt about the start, days are bounded by arithmetic instead of looking at each. */
const MAX_DAYS_LOOKED_AT = 400;

/** Milliseconds as whole seconds, rounded outwards; what may be negative counts as 0. */
export function toSeconds(ms: Bounds): Bounds {
  return { low: Math.max(0, Math.floor(ms.low / 1000)), high: Math.max(0, Math.ceil(ms.high / 1000)) };
}

/** Local calendar days from start (not counted) to stop (counted); what may be negative counts as 0. */
export function daysBetween(start: Interval, stop: Interval, timeZone: string): Bounds {
  const low = localDayOf(timeZone, stop.earliest) - localDayOf(timeZone, start.latest - 1);
  const high = localDayOf(timeZone, stop.latest - 1) - localDayOf(timeZone, start.earliest);
  return { low: Math.max(0, low), high: Math.max(0, high) };
}

/**
 * Like `daysBetween`, where it is known besides that stop came `between` (milliseconds) after start: the least and the
 * greatest number of days over all pairs of moments that agree with all three.
 */
export function toDays(start: Interval, stop: Interval, between: Bounds, timeZone: string): Bounds {
  const free = daysBetween(start, stop, timeZone);
  const unconstrained = difference(start, stop);
  if (free.low === free.high || (between.low <= unconstrained.low && between.high >= unconstrained.high)) return free;
  // Only starts that leave room for a stop count.
  const first = Math.max(start.earliest, stop.earliest - between.high);
  const last = Math.min(start.latest - 1, stop.latest - 1 - between.low);
  const slack = clocksChange(timeZone, first, stop.latest) ? 1 : 0;
  const limits = daysOfLength(free, between, slack);
  if (last - first > MAX_DAYS_LOOKED_AT * DAY_MS) return limits;
  return lookAtEachDay({ earliest: first, latest: last + 1 }, stop, between, timeZone, limits);
}

/** No start gives fewer or more days than these; `slack` is 1 where a change of the clocks may shorten or lengthen a day. */
function daysOfLength(free: Bounds, between: Bounds, slack: number): Bounds {
  const low = Math.max(free.low, Math.floor(between.low / DAY_MS) - slack);
  const high = Math.min(free.high, Math.ceil(between.high / DAY_MS) + slack);
  return { low: Math.max(0, low), high: Math.max(0, high) };
}

/**
 * The fewest days come of starting as a day begins, the most of starting as it ends, so two starts a day suffice; and
 * none once the limits are reached, which most often is on the second day.
 */
function lookAtEachDay(start: Interval, stop: Interval, between: Bounds, timeZone: string, limits: Bounds): Bounds {
  let low = Infinity;
  let high = 0;
  const last = start.latest - 1;
  for (let day = localDayOf(timeZone, start.earliest), from = start.earliest; from <= last; day++) {
    const { latest } = localDay(timeZone, day);
    const to = Math.min(last, latest - 1);
    const soonest = Math.max(stop.earliest, from + between.low);
    const longest = Math.min(stop.latest - 1, to + between.high);
    low = Math.min(low, localDayOf(timeZone, soonest) - day);
    high = Math.max(high, localDayOf(timeZone, longest) - day);
    if (low <= limits.low && high >= limits.high) break;
    from = Math.max(from, latest);
  }
  return { low: Math.max(0, low), high };
}
