import { upcast, type RecordedCaseEvent } from '#cases';
import { upcastPublicationEvent, type Publication } from '#publications';
import type { Instant } from '#time';
import { upcastUnionEvent, type RecordedUnionEvent } from '#unions';
import type { FoldedEvent } from './aggregate.js';

/** A stored event of a case stream in its current schema. @throws UnknownSchema */
export const upcastCase: (event: FoldedEvent) => RecordedCaseEvent = upcast;

interface Metadata {
  readonly schemaVersion: number;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** When an event was recorded, by the clock of the process that did. */
export function recordedAt({ metadata }: Pick<FoldedEvent, 'metadata'>): Instant {
  return Date.parse((metadata as unknown as Metadata).recordedAt);
}

/** A stored event of a union stream in its current schema. @throws UnknownSchema */
export function upcastUnion(event: FoldedEvent): RecordedUnionEvent {
  return Object.assign(upcastUnionEvent(versioned(event)), recordingOf(event));
}

/** A stored event of a report's stream in its current schema. @throws UnknownSchema */
export function upcastPublication(event: FoldedEvent & { readonly stream: string }): Publication {
  const reportId = event.stream.slice('report-'.length);
  return { reportId, ...upcastPublicationEvent(versioned(event)), ...recordingOf(event) };
}

function versioned({ id, type, data, metadata }: FoldedEvent) {
  return { id, type, data, schemaVersion: (metadata as unknown as Metadata).schemaVersion };
}

function recordingOf({ revision, position, metadata }: FoldedEvent) {
  const { recordedAt, recordedBy, correlationId, causationId } = metadata as unknown as Metadata;
  return { revision, position, recordedAt, recordedBy, correlationId, causationId };
}
