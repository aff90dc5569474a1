import type { Instant } from '#time';

/** The calendar year of an instant, everywhere in UTC: it but tells apart what came earlier from what came later. */
export function yearOf(instant: Instant): number {
  return new Date(instant).getUTCFullYear();
}

/** When a year begins, in UTC. */
export function startOfYear(year: number): Instant {
  const start = new Date(0);
  start.setUTCFullYear(year);
  return start.getTime();
}
