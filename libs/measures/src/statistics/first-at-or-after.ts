/**
 * The index of the first time at or after another, from an index on; the length if there is none. Looks nearby first, so
 * that walking along a column costs little.
 */
export function firstAtOrAfter(times: ArrayLike<number>, time: number, from = 0): number {
  let low = from;
  let high = from;
  for (let step = 1; high < times.length && times[high]! < time; step *= 2) {
    low = high + 1;
    high += step;
  }
  high = Math.min(high, times.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the last time at or before another; -1 if there is none. */
export function lastAtOrBefore(times: ArrayLike<number>, time: number): number {
  const index = firstAtOrAfter(times, time);
  return times[index] === time ? index : index - 1;
}
