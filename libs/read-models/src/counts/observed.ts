import type { Observation } from '#measures';
import type { EpochDay } from '#time';
import { CENSORED, endOf, NOT_STARTED, SILENT, type Outcome } from '../views/outcome.js';

/** What the tables have of a clock, with the silent told apart. */
export interface StoredClock {
  readonly outcome: Outcome;
  /** As in `ClockColumns`. */
  readonly low: number | null;
  readonly high: number | null;
}

const FROM_START = { low: null, high: null };

/** A stored clock as a report counts it; null when it never started. */
export function observedOn(today: EpochDay, { outcome, low, high }: StoredClock): Observation | null {
  if (outcome === NOT_STARTED) return null;
  if (outcome === CENSORED || outcome === SILENT) {
    const length = { low: Math.max(0, today - high!), high: Math.max(0, today - low!) };
    return { end: 'censored', name: null, length, entry: FROM_START };
  }
  const { end, name } = endOf(outcome);
  if (end === 'quarantined') return { end, name: name! };
  return { end: end as 'event' | 'competing', name, length: { low: low!, high: high! }, entry: FROM_START };
}
