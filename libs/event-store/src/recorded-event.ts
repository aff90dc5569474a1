import type { EventJson, RecordedEvent } from './port.js';

type Place = Pick<RecordedEvent, 'id' | 'type' | 'stream' | 'revision' | 'position'>;

/**
 * An event whose JSON is parsed when somebody looks into it: who only passes it on never does. Each reader has its own, so
 * that nobody can change what others read.
 */
export function recordedEvent({ id, type, stream, revision, position }: Place, json: EventJson): RecordedEvent {
  let data: RecordedEvent['data'] | undefined;
  let metadata: RecordedEvent['metadata'] | undefined;
  return {
    id,
    type,
    get data() {
      return (data ??= JSON.parse(json.data) as RecordedEvent['data']);
    },
    get metadata() {
      return (metadata ??= JSON.parse(json.metadata) as RecordedEvent['metadata']);
    },
    stream,
    revision,
    position,
    json,
  };
}
