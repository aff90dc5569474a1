import { DEFAULT_TIME_ZONE } from '#time';
import { LEVELS, type Level } from '#unions';
import type { Dimensions } from './counted.js';
import { periodOf, type Per } from './periods.js';
import { UNKNOWN } from './selection.js';

export const GROUPINGS = ['level', 'union', 'department', 'reason', 'sector', 'region', 'period'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What all unions of a level taken together can still be grouped by. */
export const LEVEL_GROUPINGS: readonly Grouping[] = ['level', 'sector', 'period'];

/** At most so many at once. */
export const MAX_DIMENSIONS = 2;

/**
 * The groups of one dimension that a clock is counted in. It may be several: whoever gave two reasons, or was asked in
 * two departments, is counted with each, so that those groups overlap.
 */
export function keysOf(dimensions: Dimensions, grouping: Grouping, per: Per): readonly string[] {
  switch (grouping) {
    case 'level':
      return [dimensions.level ?? UNKNOWN];
    case 'sector':
      return [dimensions.sector ?? UNKNOWN];
    case 'period':
      return [dimensions.startedAt === null ? UNKNOWN : periodOf(dimensions.startedAt, per, DEFAULT_TIME_ZONE)];
    case 'union':
      return [dimensions.unionId];
    case 'region':
      return [dimensions.region ?? UNKNOWN];
    case 'department':
      return orUnknown(dimensions.departments);
    case 'reason':
      return orUnknown(dimensions.reasons);
  }
}

function orUnknown(keys: readonly string[]): readonly string[] {
  return keys.length > 0 ? keys : [UNKNOWN];
}

/** Levels from the nation down; everything else by name; the unknown last. */
export function compareKeys(grouping: Grouping, a: string, b: string): number {
  if (a === UNKNOWN || b === UNKNOWN) return Number(a === UNKNOWN) - Number(b === UNKNOWN);
  if (grouping === 'level') return LEVELS.indexOf(a as Level) - LEVELS.indexOf(b as Level);
  return a < b ? -1 : Number(a > b);
}
