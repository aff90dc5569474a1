import { DEFAULT_TIME_ZONE, parseEdtf, type Instant } from '#time';
import { InvalidContent } from '#unions';

/**
 * The instant that `asOf` or `knownAt` means: the last millisecond of the date, or now when that has not come yet.
 * Without a date it is now.
 * @throws InvalidContent when the date lies in the future altogether, where nothing is known.
 */
export function momentOf(field: 'asOf' | 'knownAt', date: string | undefined, now: Instant): Instant {
  if (date === undefined) return now;
  const { earliest, latest } = parseEdtf(date, DEFAULT_TIME_ZONE);
  if (earliest > now) throw new InvalidContent([{ field, message: `${field} must not be in the future` }]);
  return Math.min(latest - 1, now);
}
