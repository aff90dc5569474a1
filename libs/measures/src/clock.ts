import { toDays, toSeconds, type Bounds, type Instant, type Interval } from '#time';

/**
 * How a clock ended; an `open` one is censored at whatever instant the question names. A `quarantined` one would have run
 * backwards: what should have stopped it certainly came before it started, so that nothing can be measured.
 */
export type ClockEnd = 'event' | 'competing' | 'open' | 'quarantined';

/** Why a clock is quarantined. */
export const QUARANTINE_REASONS = ['event_before_start'] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

/** A clock that ran, as far as the events tell. A clock that never started is `null`. */
export interface Clock {
  readonly start: Interval;
  /** When it ended; null while it is open. Of a quarantined one, what came before its start. */
  readonly stop: Interval | null;
  readonly end: ClockEnd;
  /** What kind of event ended it (`helped`, `paid_in_full`...); null unless `end` is `event`. */
  readonly class: string | null;
  /** What came in between (`resolved`, `withdrawn`...), or why it is quarantined; null with any other `end`. */
  readonly cause: string | null;
  /** How long it ran, as `[shortest, longest]`; null while it is open, and in quarantine. */
  readonly seconds: Bounds | null;
  readonly days: Bounds | null;
}

/** A clock as seen at an instant: an open one has run until then and is censored. */
export type ObservedClock = MeasuredClock | QuarantinedClock;

export interface MeasuredClock extends Omit<Clock, 'end' | 'seconds' | 'days'> {
  readonly end: 'event' | 'competing' | 'censored';
  /** When it ended; for a censored one, the instant it is seen at. */
  readonly until: Interval;
  readonly seconds: Bounds;
  readonly days: Bounds;
}

export interface QuarantinedClock extends Omit<Clock, 'end' | 'seconds' | 'days'> {
  readonly end: 'quarantined';
  readonly seconds: null;
  readonly days: null;
}

/** Starts a clock that nothing has stopped. */
export function openClock(start: Interval): Clock {
  return { start, stop: null, end: 'open', class: null, cause: null, seconds: null, days: null };
}

/** A clock that something stopped before it started. */
export function quarantinedClock(start: Interval, stop: Interval, reason: QuarantineReason): Clock {
  return { start, stop, end: 'quarantined', class: null, cause: reason, seconds: null, days: null };
}

/** Stops a clock; `between` holds the bounds in milliseconds from start to stop, `since` relations included. */
export function stoppedClock(
  start: Interval,
  stop: Interval,
  between: Bounds,
  timeZone: string,
  how: { class: string } | { cause: string },
): Clock {
  return {
    start,
    stop,
    end: 'class' in how ? 'event' : 'competing',
    class: 'class' in how ? how.class : null,
    cause: 'cause' in how ? how.cause : null,
    seconds: toSeconds(between),
    days: toDays(start, stop, between, timeZone),
  };
}

/** The clock at `asOf`: silence has lasted from the start until then. */
export function observe(clock: Clock, asOf: Instant, timeZone: string): ObservedClock {
  if (clock.end === 'quarantined') return clock as QuarantinedClock;
  if (clock.end !== 'open') return { ...clock, until: clock.stop! } as MeasuredClock;
  const until = { earliest: asOf, latest: asOf + 1 };
  const between = { low: Math.max(0, asOf - (clock.start.latest - 1)), high: Math.max(0, asOf - clock.start.earliest) };
  const seconds = toSeconds(between);
  return { ...clock, end: 'censored', until, seconds, days: toDays(clock.start, until, between, timeZone) };
}
