import { InvalidDate, parseEdtf, type Instant, type Interval } from '#time';
import { InvalidContent } from '#unions';
import { isoInstant, isoInterval } from '../iso.js';
import { refusal } from '../refusals.js';
import { isOpening } from '../event-types.js';
import { currentVersionOf, stepNamed, type CaseState, type Step } from '../state.js';
import { sameContent } from '../same-content.js';

/** The step that a correction or retraction names by its latest version. */
export function stepToAmend(state: CaseState, stepId: string): Step {
  const step = stepNamed(state, stepId);
  if (!step) throw refusal('step_not_found', `the case has no step ${stepId}`, { stepId });
  const { retracted } = step;
  if (retracted) {
    throw refusal('step_retracted', `step ${stepId} was retracted`, { stepId, retractedBy: retracted.stepId });
  }
  const currentStepId = currentVersionOf(step);
  if (currentStepId !== stepId) {
    throw refusal('step_already_corrected', `step ${stepId} was corrected by another`, { stepId, currentStepId });
  }
  return step;
}

export function openingMustStay(step: Step): void {
  if (!isOpening(step.type)) return;
  throw refusal('cannot_retract_opening', 'the opening can be corrected, not retracted', { stepId: step.stepId });
}

export function correctionMustChangeSomething(step: Step, content: object): void {
  if (!sameContent(step.content, content)) return;
  throw refusal('correction_changes_nothing', 'the step says this already', { stepId: step.stepId });
}

/** Amendments are no steps, so this is all that their own dates must keep to. */
export function amendmentMustNotBeInTheFuture(
  { occurredAt }: { readonly occurredAt?: string },
  { timeZone }: CaseState,
  now: Instant,
): void {
  if (occurredAt === undefined) return;
  const occurred = readDate(occurredAt, timeZone);
  if (occurred.earliest <= now) return;
  const details = { occurred: isoInterval(occurred), now: isoInstant(now) };
  throw refusal('in_the_future', 'the correction or retraction lies in the future', details);
}

function readDate(occurredAt: string, timeZone: string): Interval {
  try {
    return parseEdtf(occurredAt, timeZone);
  } catch (error) {
    if (error instanceof InvalidDate) throw new InvalidContent([{ field: 'occurredAt', message: error.reason }]);
    throw error;
  }
}
