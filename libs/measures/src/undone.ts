import type { CaseHistory, HistoryStep } from './case-history.js';
import { follows } from './follows.js';

/**
 * Whether a later reopening undid an ending of the case. Where the dates leave open which came first, the order of
 * recording tells, as it does between closings and reopenings.
 */
export function isUndone(history: CaseHistory, ending: HistoryStep): boolean {
  return history.lifecycle.some((turn) => turn.type === 'Reopened' && follows(history, ending, turn));
}

/** Whether the case ended with a step, whoever brought that about: it was resolved, or given up. */
export function endsCase(history: CaseHistory, step: HistoryStep): boolean {
  return (step.type === 'Resolved' || step.type === 'Withdrawn') && !isUndone(history, step);
}
