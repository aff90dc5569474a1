import { levelAt, LEVELS } from '#unions';
import type { Instant } from '#time';
import type { CaseInFrame } from './fact.js';

/** Levels, and what stands for a union that the directory does not have. */
export const LEVEL_LABELS = [...LEVELS, 'unknown'] as const;
export type LevelLabel = (typeof LEVEL_LABELS)[number];

/** The level that a union had at an instant. */
export function levelOf({ unions }: Pick<CaseInFrame, 'unions'>, unionId: string, at: Instant): LevelLabel {
  const union = unions.get(unionId);
  return union ? levelAt(union, at) : 'unknown';
}
