import type { Bounds } from '#time';
import type { ObservedClock } from './clock.js';
export function lengthOf(clock: ObservedClock, unit: 'seconds' | 'days' | 'working_days', _tz: string): Bounds | null {
  return unit === 'seconds' ? clock.seconds : clock.days;
}
