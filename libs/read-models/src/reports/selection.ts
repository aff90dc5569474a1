import type { Clock, Compete, Measure } from '#measures';
import type { Instant, Interval } from '#time';

/** Which engagements; every given condition must hold. */
export interface EngagementFilter {
  readonly caseId?: string;
  readonly unionId?: string;
  /** `unknown` finds those without one; likewise for the others below. */
  readonly level?: string;
  /** The case's sector. */
  readonly sector?: string;
  /** The union's region code, or the leading digits of one. */
  readonly region?: string;
  /** One that was asked or answered. */
  readonly department?: string;
  /** One that was given for not acting. */
  readonly reason?: string;
}

/** What stands for engagements that lack what they are grouped or filtered by. */
export const UNKNOWN = 'unknown';

/** What is counted: each engagement; or for each case and level, all unions of that level taken together. */
export const UNITS = ['engagement', 'any_union_at_level'] as const;
export type Unit = (typeof UNITS)[number];

/** Which clocks belong to a period: those that started in it; or those that ran in it, earlier ones entering late. */
export const ENTRIES = ['started', 'running'] as const;
export type Entry = (typeof ENTRIES)[number];

/** The clocks of a question. */
export interface Selection {
  readonly filter: EngagementFilter;
  readonly measure: Measure;
  readonly unit: Unit;
  readonly compete: readonly Compete[];
  /** `unknown` is that of clocks that never started. */
  readonly period: Interval | typeof UNKNOWN | null;
  readonly entry: Entry;
}

/** What the filter looks at. */
interface Filtered {
  readonly caseId: string;
  readonly unionId: string;
  readonly level: string | null;
  readonly sector: string | null;
  readonly region: string | null;
  readonly departments: readonly string[];
  readonly reasons: readonly string[];
}

export function matches(engagement: Filtered, filter: EngagementFilter): boolean {
  const { caseId, unionId, level, sector, region, department, reason } = filter;
  return (
    (caseId === undefined || engagement.caseId === caseId) &&
    (unionId === undefined || engagement.unionId === unionId) &&
    (level === undefined || (engagement.level ?? UNKNOWN) === level) &&
    (sector === undefined || (engagement.sector ?? UNKNOWN) === sector) &&
    (region === undefined || (engagement.region ?? UNKNOWN).startsWith(region)) &&
    (department === undefined || isAmong(engagement.departments, department)) &&
    (reason === undefined || isAmong(engagement.reasons, reason))
  );
}

function isAmong(values: readonly string[], wanted: string): boolean {
  return wanted === UNKNOWN ? values.length === 0 : values.includes(wanted);
}

/** Whether a clock belongs to the period; where its start is imprecise, the earliest moment decides. */
export function isInPeriod(clock: Clock | null, { period, entry }: Pick<Selection, 'period' | 'entry'>): boolean {
  if (period === null) return true;
  if (period === UNKNOWN) return clock === null;
  if (clock === null || clock.start.earliest >= period.latest) return false;
  return clock.start.earliest >= period.earliest || (entry === 'running' && ranAt(clock, period.earliest));
}

/** Whether a clock certainly still ran at an instant. */
function ranAt({ stop }: Clock, instant: Instant): boolean {
  return stop === null || stop.earliest >= instant;
}
