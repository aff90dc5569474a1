import type { CaseHistory, HistoryStep } from './case-history.js';

/**
 * Whether a later reopening undid an ending of the case. Where the dates leave open which came first, the order of
 * recording tells, as it does between closings and reopenings.
 */
export function isUndone(history: CaseHistory, ending: HistoryStep): boolean {
  return history.lifecycle.some((turn) => turn.type === 'Reopened' && follows(history, ending, turn));
}

function follows(history: CaseHistory, ending: HistoryStep, reopening: HistoryStep): boolean {
  const { low, high } = history.between(ending.stepId, reopening.stepId);
  if (low >= 0 && high > 0) return true;
  if (low < 0 && high <= 0) return false;
  return ending.revision < reopening.revision;
}
