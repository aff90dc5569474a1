import type { CaseHistory, HistoryStep } from './case-history.js';

/** Whether one step came after another. Where the dates leave open which came first, the order of recording tells. */
export function follows(history: CaseHistory, first: HistoryStep, second: HistoryStep): boolean {
  const { low, high } = history.between(first.stepId, second.stepId);
  if (low >= 0 && high > 0) return true;
  if (low < 0 && high <= 0) return false;
  return first.revision < second.revision;
}
