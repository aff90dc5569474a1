import { upcast, type RecordedCaseEvent } from '#cases';
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

/** A stored event of a union stream in its current schema. @throws UnknownSchema */
export function upcastUnion(event: FoldedEvent): RecordedUnionEvent {
  const { id, type, data, revision, position } = event;
  const { schemaVersion, ...recorded } = event.metadata as unknown as Metadata;
  const { recordedAt, recordedBy, correlationId, causationId } = recorded;
  const current = upcastUnionEvent({ id, type, schemaVersion, data });
  const place = { revision, position, recordedAt, recordedBy, correlationId, causationId };
  return Object.assign(current, place);
}
