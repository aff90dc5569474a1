import { toWorkingDays, type Bounds } from '#time';
import type { MeasuredClock } from './clock.js';

/** What the length of a clock may be told in; working days are those of China. */
export type LengthUnit = 'seconds' | 'days' | 'working_days';

/**
 * How long a clock has run, as `[shortest, longest]`. Working days are counted when asked for and never kept: they come
 * of a calendar that grows by a year at a time, and most clocks are never asked for them.
 * @throws UnknownCalendarYear for working days of a clock that may reach into a year whose holidays are not known.
 */
export function lengthOf(clock: MeasuredClock, unit: LengthUnit, timeZone: string): Bounds {
  if (unit !== 'working_days') return clock[unit];
  const { low, high } = clock.seconds;
  return toWorkingDays(clock.start, clock.until, { low: low * 1000, high: high * 1000 }, timeZone);
}
