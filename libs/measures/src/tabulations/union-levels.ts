import { LEVELS, levelAt } from '#unions';
import { appearancesOf, engagedAt } from '../appearance.js';
import type { HistoryStep } from '../case-history.js';
import type { CaseInFrame } from './fact.js';

export const UNKNOWN = 'unknown';
/** What a union's level may be shown as. */
export const SHOWN_LEVELS = [...LEVELS, UNKNOWN] as const;
export type ShownLevel = (typeof SHOWN_LEVELS)[number];

/**
 * The levels of the unions of a case: as of when each was called, or appeared; of a union that did neither, as of the step
 * that it is asked for.
 */
export function levelsIn({
  history,
  unions,
}: CaseInFrame): (unionId: string, step: Pick<HistoryStep, 'interval'>) => ShownLevel {
  const appearances = appearancesOf(history);
  return (unionId, step) => {
    const union = unions.get(unionId);
    const appearance = appearances.get(unionId);
    return union ? levelAt(union, appearance ? engagedAt(appearance) : step.interval.earliest) : UNKNOWN;
  };
}
