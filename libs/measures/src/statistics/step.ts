import { lastAtOrBefore } from './first-at-or-after.js';

/**
 * Where to read a curve that is a step at each time: the index, -1 before the first, or null after the last, when nobody
 * was watched any more, unless the curve is `complete` and can change no more.
 * @throws RangeError
 */
export function stepAt(times: ArrayLike<number>, time: number, complete: boolean): number | null {
  if (Number.isNaN(time)) throw new RangeError('a curve has no value at a time that is no number');
  const last = lastOf(times);
  return last === null || (time > last && !complete) ? null : lastAtOrBefore(times, time);
}

/** Null if there is none. */
export function lastOf(times: ArrayLike<number>): number | null {
  return times[times.length - 1] ?? null;
}
