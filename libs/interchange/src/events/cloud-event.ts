import type { RecordedEvent } from '#event-store';
import { currentEvent, storedEvent, type CurrentEvent } from './current-event.js';
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
  /** Of `data`. */
  readonly schemaversion: number;
  readonly data: object;
}

/** In the newest schema that this program knows, to which older events are brought. */
export function cloudEvent(event: RecordedEvent): CloudEvent {
  return enveloped(event, currentEvent(event));
}

/** As it was stored, in the schema of its time: nothing is lost on the way back. */
export function storedCloudEvent(event: RecordedEvent): CloudEvent {
  return enveloped(event, storedEvent(event));
}

function enveloped({ id, type, position, stream, revision }: RecordedEvent, content: CurrentEvent): CloudEvent {
  const { data, schemaVersion, recordedAt, recordedBy, correlationId, causationId } = content;
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
