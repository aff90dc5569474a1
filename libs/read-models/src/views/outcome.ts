import type { Clock, Clocks, Measure } from '#measures';

/**
 * How an engagement stands in one measure: a class, `competing:<cause>`, `censored` while the clock runs, `not_started`, or
 * `quarantined:<reason>`.
 */
export type Outcome = string;

export const CENSORED = 'censored';
/** A part of the censored: the union was called and has not replied at all. */
export const SILENT = 'silent';
/** A clock that counts no further, since it is counted as that of another case. */
export const DUPLICATE = 'duplicate';
export const NOT_STARTED = 'not_started';
export const COMPETING = 'competing:';
export const QUARANTINED = 'quarantined:';

export function outcomeOf(clock: Clock | null): Outcome {
  if (clock === null) return NOT_STARTED;
  if (clock.end === 'event') return clock.class!;
  if (clock.end === 'competing') return COMPETING + clock.cause;
  return clock.end === 'quarantined' ? QUARANTINED + clock.cause : CENSORED;
}

/** The inverse: how a clock ended and the name of what ended it. */
export function endOf(outcome: Outcome): { end: Clock['end']; name: string | null } {
  if (outcome === CENSORED) return { end: 'open', name: null };
  if (outcome.startsWith(COMPETING)) return { end: 'competing', name: outcome.slice(COMPETING.length) };
  if (outcome.startsWith(QUARANTINED)) return { end: 'quarantined', name: outcome.slice(QUARANTINED.length) };
  return { end: 'event', name: outcome };
}

/**
 * Whether a clock stands as a word says: a class, `censored`, `silent` (censored, and the union never replied),
 * `not_started`, `competing` or `competing:<cause>`, `quarantined` or `quarantined:<reason>`.
 */
export function hasOutcome(clocks: Clocks, measure: Measure, outcome: string): boolean {
  const found = outcomeOf(clocks[measure]);
  if (outcome === SILENT) return found === CENSORED && outcomeOf(clocks.first_reply) === CENSORED;
  return found === outcome || found.startsWith(`${outcome}:`);
}
