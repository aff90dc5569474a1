import type { Bounds, Instant } from '#time';
import { observe, openClock, type Clock, type MeasuredClock } from '../clock.js';
import { lengthOf } from '../length.js';

/** In which days a length is counted: all of them, or the working days of the calendar that #time has. */
export const DAYS = ['calendar', 'working'] as const;
export type Days = (typeof DAYS)[number];

/** A clock as it is counted: how it had ended by an instant, and after how many days. */
export interface Measured {
  readonly end: MeasuredClock['end'];
  /** The class of an event, the cause of a competing end; null for the censored. */
  readonly name: string | null;
  /** The fewest and the most that it may have run. */
  readonly length: Bounds;
  /** How long it had run when it came under observation, for either length; null for one watched from its start. */
  readonly entry: { readonly low: number | null; readonly high: number | null };
}

export type Observation = Measured | { readonly end: 'quarantined'; readonly name: string };

export interface ObservedHow {
  /** Running clocks are censored then. */
  readonly asOf: Instant;
  readonly days: Days;
  /** Of the case. */
  readonly timeZone: string;
  /** When observation began, for clocks that had started before. */
  readonly begin?: Instant | undefined;
}

/** @throws UnknownCalendarYear when working days are asked for that the calendar does not have */
export function observationOf(clock: Clock, { asOf, days, timeZone, begin }: ObservedHow): Observation {
  const unit = days === 'calendar' ? 'days' : 'working_days';
  const observed = observe(clock, asOf, timeZone);
  if (observed.end === 'quarantined') return { end: observed.end, name: observed.cause! };
  const { end } = observed;
  const length = lengthOf(observed, unit, timeZone);
  const entry = { low: null, high: null };
  const measured: Measured = { end, name: observed.class ?? observed.cause, length, entry };
  if (begin === undefined || clock.start.earliest >= begin) return measured;
  // What ends on the first day observed has run a day longer than until the one before.
  const before = lengthOf(observe(openClock(clock.start), begin - 1, timeZone) as MeasuredClock, unit, timeZone);
  return {
    ...measured,
    entry: { low: entryBefore(before.low, length.low), high: entryBefore(before.high, length.high) },
  };
}

/** Whoever is observed is at risk at the end of it, even where no working day passed. */
function entryBefore(entry: number, length: number): number | null {
  return length === 0 ? null : Math.min(entry, length - 1);
}
