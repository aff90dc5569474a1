import type { CaseContent, CaseEventType } from './event-types.js';

/** One command records one event of the same type, under the id the writer chose. */
export interface CaseCommand {
  readonly type: CaseEventType;
  readonly stepId: string;
  /** As `validateStep` returns it. */
  readonly content: object;
}

/** An event in its current schema. */
export interface CaseEvent {
  readonly id: string;
  readonly type: CaseEventType;
  readonly data: object;
}

export interface RecordedCaseEvent extends CaseEvent {
  readonly revision: number;
  readonly position: string;
  /** ISO 8601, from the process that recorded it. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** Whether an event is of a type; its data is then known. */
export function isEvent<Type extends CaseEventType, Event extends CaseEvent>(
  event: Event,
  type: Type,
): event is Event & { readonly type: Type; readonly data: CaseContent<Type> } {
  return event.type === type;
}
