/** A moment: integer milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** Every moment that something may have happened at: half-open, `earliest <= t < latest`. */
export interface Interval {
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** The least and the greatest a quantity can be; both are attained. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** How long `stop` may have come after `start`, in milliseconds; negative where it may have come before. */
export function difference(start: Interval, stop: Interval): Bounds {
  return { low: stop.earliest - (start.latest - 1), high: stop.latest - 1 - start.earliest };
}
