import type { Instant, Interval } from '#time';

/** ISO 8601 in UTC. */
export function isoInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}

export function isoInterval({ earliest, latest }: Interval): { earliest: string; latest: string } {
  return { earliest: isoInstant(earliest), latest: isoInstant(latest) };
}
