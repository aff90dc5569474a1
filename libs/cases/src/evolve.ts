import { DEFAULT_TIME_ZONE, parseEdtf } from '#time';
import { isEvent, type RecordedCaseEvent } from './case-event.js';
import { isOpening } from './event-types.js';
import { ImpossibleEvent } from './impossible-event.js';
import { emptyCase, type CaseState, type KnownEvent, type Step } from './state.js';
import type { Opening, StepCorrected, StepRetracted } from './steps/index.js';

/** A state under construction, seen by nobody else yet. */
type Draft = { -readonly [Key in keyof CaseState]: CaseState[Key] } & {
  readonly steps: Map<string, Step>;
  readonly events: Map<string, KnownEvent>;
};

/**
 * The state after one more event; the one before stays as it was.
 * @throws ImpossibleEvent when no decision can have led to the event
 */
export function evolveCase(state: CaseState, event: RecordedCaseEvent): CaseState {
  return extendCase(state, [event]);
}

/** The same for several events at the cost of one copy. */
export function extendCase(state: CaseState, events: Iterable<RecordedCaseEvent>): CaseState {
  const draft = { ...state, steps: new Map(state.steps), events: new Map(state.events) };
  for (const event of events) apply(draft, event);
  return draft;
}

/**
 * The state that a case's events lead to, given in the order of their revisions.
 * @throws ImpossibleEvent when no decision can have led to one of them
 */
export function foldCase(caseId: string, events: Iterable<RecordedCaseEvent>): CaseState {
  const draft = emptyCase(caseId) as Draft;
  for (const event of events) apply(draft, event);
  return draft;
}

function apply(draft: Draft, event: RecordedCaseEvent): void {
  draft.events.set(event.id, known(event, applyByType(draft, event)));
  draft.revision = event.revision;
}

/** Returns the id of the step that the event recorded or changed. */
function applyByType(draft: Draft, event: RecordedCaseEvent): string {
  if (isEvent(event, 'StepCorrected')) return correct(draft, event, event.data);
  if (isEvent(event, 'StepRetracted')) return retract(draft, event, event.data);
  if (isOpening(event.type)) {
    draft.openingId = event.id;
    draft.timeZone = zoneOf(event.data);
  }
  draft.steps.set(event.id, newStep(event, draft.timeZone));
  return event.id;
}

function correct(draft: Draft, event: RecordedCaseEvent, { stepId, content, why }: StepCorrected): string {
  const step = target(draft, event, stepId);
  const { recordedAt, recordedBy } = event;
  const correction = { stepId: event.id, why, recordedAt, recordedBy, previous: step.content };
  const interval = occurrence(content, step.recordedAt, draft.timeZone);
  const corrections = [...step.corrections, correction];
  draft.steps.set(step.stepId, { ...step, content, interval, corrections } as Step);
  if (isOpening(step.type)) moveTo(draft, zoneOf(content));
  return step.stepId;
}

function retract(draft: Draft, event: RecordedCaseEvent, { stepId, why }: StepRetracted): string {
  const step = target(draft, event, stepId);
  const { id, recordedAt, recordedBy } = event;
  draft.steps.set(step.stepId, { ...step, retracted: { stepId: id, why, recordedAt, recordedBy } });
  return step.stepId;
}

/** Reads every date anew: those without an offset mean other moments in another time zone. */
function moveTo(draft: Draft, timeZone: string): void {
  if (timeZone === draft.timeZone) return;
  draft.timeZone = timeZone;
  for (const step of draft.steps.values()) {
    const interval = occurrence(step.content, step.recordedAt, timeZone);
    draft.steps.set(step.stepId, { ...step, interval });
  }
}

function target(draft: Draft, event: RecordedCaseEvent, stepId: string): Step {
  const named = draft.events.get(stepId);
  const step = named && draft.steps.get(named.stepId);
  if (!step) throw new ImpossibleEvent(event.id, `it names step ${stepId}, which the case does not have`);
  return step;
}

function zoneOf(content: object): string {
  return (content as Opening).timeZone ?? DEFAULT_TIME_ZONE;
}

/** What carries no date happened as it was recorded. */
function occurrence(content: object, recordedAt: string, timeZone: string) {
  return parseEdtf((content as { occurredAt?: string }).occurredAt ?? recordedAt, timeZone);
}

/** Written out, since spreading an object and adding to it is many times slower, and folds are made of this. */
function newStep(event: RecordedCaseEvent, timeZone: string): Step {
  const { id: stepId, type, data: content, revision, position, recordedAt, recordedBy } = event;
  const interval = occurrence(content, recordedAt, timeZone);
  return { stepId, type, content, interval, revision, position, recordedAt, recordedBy, corrections: [] } as Step;
}

function known(event: RecordedCaseEvent, stepId: string): KnownEvent {
  const { type, data: content, revision, position, recordedAt, recordedBy, correlationId, causationId } = event;
  return { stepId, type, content, revision, position, recordedAt, recordedBy, correlationId, causationId };
}
