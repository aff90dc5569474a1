import type { CaseCommand, CaseEvent } from './case-event.js';
import type { DecisionContext } from './decision-context.js';
import { isOpening } from './event-types.js';
import { isoInstant } from './iso.js';
import { propose } from './propose.js';
import {
  amendmentMustNotBeInTheFuture,
  correctionMustChangeSomething,
  openingMustStay,
  stepToAmend,
} from './rules/amendment.js';
import { caseMustNotDuplicateItself } from './rules/duplicate.js';
import { caseMustBeNew, caseMustBeOpened } from './rules/existence.js';
import { lifecycleMustAlternate } from './rules/lifecycle.js';
import {
  datesMustAgree,
  othersMustTakeTurns,
  otherStepsMustStayPossible,
  stepMustFitInTime,
} from './rules/possible-history.js';
import type { Proposal, Rule } from './rules/proposal.js';
import { unionMustNotDeflectToItself, unionMustNotHaveClosed, unionsMustBeKnown } from './rules/unions.js';
import { validateReplacement } from './schemas.js';
import type { CaseState } from './state.js';
import type { StepCorrected, StepRetracted } from './steps/index.js';

/** What any step must keep to, be it new or corrected. */
const STEP_RULES: readonly Rule[] = [
  unionsMustBeKnown,
  unionMustNotDeflectToItself,
  caseMustNotDuplicateItself,
  datesMustAgree,
  stepMustFitInTime,
  unionMustNotHaveClosed,
  lifecycleMustAlternate,
];

/**
 * The events that a command leads to: one. What has no date is dated now.
 * The step id must be new to the case: whoever retries looks it up in `state.events` and compares with `isRetry`.
 * @throws Refusal with a CaseRefusalCode; InvalidContent when a correction does not fit its step's type, or a date does
 * not exist in the case's time zone
 */
export function decideCase(state: CaseState, command: CaseCommand, context: DecisionContext): CaseEvent[] {
  if (isOpening(command.type)) caseMustBeNew(state);
  else caseMustBeOpened(state);
  return [decideByType(state, command, context)];
}

function decideByType(state: CaseState, command: CaseCommand, context: DecisionContext): CaseEvent {
  const content = dated(command.content, isoInstant(context.now));
  if (command.type === 'StepCorrected') return decideCorrection(state, command, content as StepCorrected, context);
  const event: CaseEvent = { id: command.stepId, type: command.type, data: content };
  if (command.type === 'StepRetracted') return decideRetraction(state, event, content as StepRetracted, context);
  follow(event.id, propose(state, event, context, 'occurredAt'));
  return event;
}

function decideCorrection(
  state: CaseState,
  { stepId: id, type }: CaseCommand,
  correction: StepCorrected,
  context: DecisionContext,
): CaseEvent {
  const old = stepToAmend(state, correction.stepId);
  amendmentMustNotBeInTheFuture(correction, state, context.now);
  const replacement = validateReplacement(old.type, correction.content);
  const content = dated(replacement, old.content.occurredAt ?? old.recordedAt);
  correctionMustChangeSomething(old, content);
  const event = { id, type, data: { ...correction, type: old.type, content } };
  const dateField = isOpening(old.type) ? 'content.timeZone' : 'content.occurredAt';
  const proposal = propose(state, event, context, dateField);
  follow(old.stepId, proposal);
  othersMustTakeTurns(proposal, old.stepId);
  return event;
}

function decideRetraction(
  state: CaseState,
  event: CaseEvent,
  retraction: StepRetracted,
  context: DecisionContext,
): CaseEvent {
  const step = stepToAmend(state, retraction.stepId);
  openingMustStay(step);
  amendmentMustNotBeInTheFuture(retraction, state, context.now);
  const proposal = propose(state, event, context, 'occurredAt');
  otherStepsMustStayPossible(proposal, step.stepId);
  othersMustTakeTurns(proposal, step.stepId);
  return event;
}

/** Holds a step against the rules, and then the other steps against it. */
function follow(stepId: string, proposal: Proposal): void {
  const step = proposal.after.state.steps.get(stepId)!;
  for (const rule of STEP_RULES) rule(step, proposal);
  otherStepsMustStayPossible(proposal, stepId);
}

function dated(content: { readonly occurredAt?: string }, byDefault: string): object {
  return content.occurredAt === undefined ? { ...content, occurredAt: byDefault } : content;
}
