import { PERCENT, type Count } from '#measures';
import type { Place } from './place.js';

/** Counts of more than a thousand million cases are mistakes. */
const MAX_COUNT = 1_000_000_000;
const MAX_TEXT = 1000;
const MAX_NAME = 60;

/** Words of letters, digits, `_` and `-`: neither `.` nor `&`, of which references are made. */
const NAME = /^[\p{L}\p{M}\p{N}_-]+(?: [\p{L}\p{M}\p{N}_-]+)*$/u;

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT;
}

export const WHOLE_NUMBER = `must be a whole number from 0 to ${MAX_COUNT}`;

/** A count that may not be given. */
export function readCount(place: Place): Count {
  if (!place.isGiven || isCount(place.value)) return (place.value as Count | undefined) ?? null;
  place.refuse(WHOLE_NUMBER);
  return null;
}

const NUMBER = 'must be a number such as 32 or "37.0", with at most six digits on either side of the point';

/** A percentage as printed; undefined where it is none. */
export function readPercent(place: Place): string | undefined {
  const { value } = place;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && PERCENT.test(text)) return text;
  place.refuse(place.isGiven ? NUMBER : 'is missing');
  return undefined;
}

/** The words in which something was published, on one line. */
export function readWords(place: Place): string | undefined {
  if (!place.isGiven) return undefined;
  const words = typeof place.value === 'string' ? place.value.replace(/\s+/g, ' ').trim() : '';
  if (words !== '' && words.length <= MAX_TEXT && !/[\p{Cc}\p{Surrogate}]/u.test(words)) return words;
  place.refuse(`must be text of no more than ${MAX_TEXT} characters`);
  return undefined;
}

/** Whether something may be called so; a name that may not is refused. */
export function isName(name: string, place: Place): boolean {
  if (name.length <= MAX_NAME && NAME.test(name)) return true;
  place.refuse(`must be named by words of letters, digits, _ and -, of no more than ${MAX_NAME} characters`);
  return false;
}
