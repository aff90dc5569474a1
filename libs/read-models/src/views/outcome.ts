import type { Clock } from '#measures';

/** How an engagement stands in one measure: a class, `competing:<cause>`, `censored` while the clock runs, or `not_started`. */
export type Outcome = string;

export const CENSORED = 'censored';
/** A part of the censored: the union was called and has not replied at all. */
export const SILENT = 'silent';
export const NOT_STARTED = 'not_started';
export const COMPETING = 'competing:';

export function outcomeOf(clock: Clock | null): Outcome {
  if (clock === null) return NOT_STARTED;
  if (clock.end === 'event') return clock.class!;
  return clock.end === 'competing' ? COMPETING + clock.cause : CENSORED;
}

/** The inverse: how a clock ended and the name of what ended it. */
export function endOf(outcome: Outcome): { end: Clock['end']; name: string | null } {
  if (outcome === CENSORED) return { end: 'open', name: null };
  if (outcome.startsWith(COMPETING)) return { end: 'competing', name: outcome.slice(COMPETING.length) };
  return { end: 'event', name: outcome };
}
