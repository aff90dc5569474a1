import { InvalidDate } from '#time';
import { InvalidContent } from '#unions';
import type { CaseEvent, RecordedCaseEvent } from './case-event.js';
import type { DecisionContext } from './decision-context.js';
import { evolveCase } from './evolve.js';
import { isoInstant } from './iso.js';
import type { Proposal } from './rules/proposal.js';
import { timingOf } from './rules/timing.js';
import type { CaseState } from './state.js';

/**
 * The case as the event would leave it.
 * @param dateField where the command gives what decides the dates, for the message when one does not exist
 * @throws InvalidContent for a date that the case's time zone never had
 */
export function propose(before: CaseState, event: CaseEvent, context: DecisionContext, dateField: string): Proposal {
  try {
    const state = evolveCase(before, provisional(event, before.revision + 1, isoInstant(context.now)));
    return { before, after: timingOf(state, context.now), context };
  } catch (error) {
    if (error instanceof InvalidDate) throw new InvalidContent([{ field: dateField, message: error.reason }]);
    throw error;
  }
}

/** The event before it has a place in the log. */
function provisional({ id, type, data }: CaseEvent, revision: number, recordedAt: string): RecordedCaseEvent {
  return { id, type, data, revision, position: '', recordedAt, recordedBy: '' };
}
