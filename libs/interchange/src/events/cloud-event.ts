import type { RecordedEvent } from '#event-store';
import { currentEvent } from './current-event.js';
import { addressOf, subjectOf } from './subject.js';

/**
 * An event as it leaves the house: CloudEvents 1.0 in JSON. `time` is when it was recorded, by the clock of the process
 * that did; when it happened is `data.occurredAt`. Attributes of ours are spelt as CloudEvents wants them: lower case.
 */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Place in the whole log; a reader that stopped here goes on with `from=<position>`. */
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  readonly recordedby: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  /** Of `data`: the newest version that this program knows, to which older events have been brought. */
  readonly schemaversion: number;
  readonly data: object;
}

export function cloudEvent(event: RecordedEvent): CloudEvent {
  const { id, type, position, stream, revision } = event;
  const { data, schemaVersion, recordedAt, recordedBy, correlationId, causationId } = currentEvent(event);
  return {
    specversion: '1.0',
    id,
    source: addressOf(subjectOf(stream)),
    type,
    time: recordedAt,
    datacontenttype: 'application/json',
    position,
    stream,
    revision,
    recordedby: recordedBy,
    ...(correlationId !== undefined && { correlationid: correlationId }),
    ...(causationId !== undefined && { causationid: causationId }),
    schemaversion: schemaVersion,
    data,
  };
}
