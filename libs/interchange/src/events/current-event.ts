import { caseSchemaVersion, isCaseEventType } from '#cases';
import type { RecordedEvent } from '#event-store';
import { upcastCase, upcastPublication, upcastUnion } from '#ledger';
import { isPublicationEventType, publicationSchemaVersion } from '#publications';
import { isUnionEventType, UnknownSchema, unionSchemaVersion } from '#unions';
import { subjectOf } from './subject.js';

/** What an event says, in the newest schema that this program knows unless said otherwise, and what was recorded with it. */
export interface CurrentEvent {
  readonly data: object;
  readonly schemaVersion: number;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** Events of a newer program are shown as they were stored: whoever reads the log must not stumble over them. */
export function currentEvent(event: RecordedEvent): CurrentEvent {
  try {
    return upcasted(event);
  } catch (error) {
    if (!(error instanceof UnknownSchema)) throw error;
    return storedEvent(event);
  }
}

/** An event in the schema in which it was stored. */
export function storedEvent({ data, metadata }: RecordedEvent): CurrentEvent {
  return { data, ...(metadata as unknown as Omit<CurrentEvent, 'data'>) };
}

const UPCASTS = { case: upcastCase, union: upcastUnion, report: upcastPublication };

function upcasted(event: RecordedEvent): CurrentEvent {
  const { kind } = subjectOf(event.stream);
  const { recordedAt, recordedBy, correlationId, causationId, data, type } = UPCASTS[kind](event);
  return { data, schemaVersion: versionOf(type), recordedAt, recordedBy, correlationId, causationId };
}

function versionOf(type: string): number {
  if (isUnionEventType(type)) return unionSchemaVersion(type);
  if (isPublicationEventType(type)) return publicationSchemaVersion(type);
  return isCaseEventType(type) ? caseSchemaVersion(type) : 1;
}
