import type { CaseHistory } from '../case-history.js';
import type { Clock } from '../clock.js';
import { runClock } from '../clocks.js';
import { endsCase } from '../undone.js';
import { isCall, replyClass } from '../union-steps.js';

/**
 * The time in which no union took responsibility for a case: from the first contact attempt with any, to the first
 * commitment, meeting or intervention of any; a deflection does not stop it. The end of the case competes.
 * @returns null where no union was called
 */
export function responsibilityClock(history: CaseHistory): Clock | null {
  const calls = history.steps.filter(isCall);
  if (calls.length === 0) return null;
  const { steps } = history;
  return runClock(
    history,
    calls,
    { steps, ending: (step) => (replyClass(step) === 'helped' ? 'accepted' : undefined) },
    { steps, ending: (step) => (endsCase(history, step) ? ENDINGS[step.type] : undefined) },
  );
}

const ENDINGS: Readonly<Record<string, string>> = { Resolved: 'resolved', Withdrawn: 'withdrawn' };
