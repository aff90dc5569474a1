import { IsOptional } from 'class-validator';
import { DEFAULT_TIME_ZONE, parseEdtf, type Instant } from '#time';
import { IsEdtf } from '#unions';
import { invalidFields } from '../problems/problem-of.js';
import { ReadQuery } from './read-query.js';

/** How a query travels in time. */
export class MomentQuery extends ReadQuery {
  /** A date: what had happened by its end. */
  @IsOptional()
  @IsEdtf()
  asOf?: string;

  /** A date: what had been recorded by its end. */
  @IsOptional()
  @IsEdtf()
  knownAt?: string;
}

/**
 * The instant that `asOf` or `knownAt` means: the last millisecond of the date, or now when that has not come yet.
 * Without a date it is now.
 * @throws Problem when the date lies in the future altogether, where nothing is known.
 */
export function momentOf(field: 'asOf' | 'knownAt', date: string | undefined, now: Instant): Instant {
  if (date === undefined) return now;
  const { earliest, latest } = parseEdtf(date, DEFAULT_TIME_ZONE);
  if (earliest > now) throw invalidFields([{ field, message: `${field} must not be in the future` }]);
  return Math.min(latest - 1, now);
}
