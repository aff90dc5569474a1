const SECONDS = /^\d+$/;
/** As senders write it today; Date.parse takes far more for a date. */
const HTTP_DATE = /^[A-Z][a-z]+, .* GMT$/;

/**
 * How long a receiver asks to be left alone by its `Retry-After`, a number of seconds or an HTTP date.
 * @returns ms from `now` (since 1970) on, never negative; undefined when it asks for nothing that can be understood
 */
export function pauseAskedFor(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (SECONDS.test(header)) return Number(header) * 1000;
  const until = HTTP_DATE.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}
