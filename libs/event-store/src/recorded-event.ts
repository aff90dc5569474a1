import type { EventJson, RecordedEvent } from './port.js';

type Place = Pick<RecordedEvent, 'id' | 'type' | 'stream' | 'revision' | 'position'>;

/**
 * An event whose JSON is parsed when somebody looks into it: who only passes it on never does. Each reader has its own, so
 * that nobody can change what others read.
 */
export function recordedEvent(place: Place, json: EventJson): RecordedEvent {
  return new StoredEvent(place, json);
}

/** A class, since an object that is written with its own getters takes thirty times as long to make. */
class StoredEvent implements RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly json: EventJson;
  #data: RecordedEvent['data'] | undefined;
  #metadata: RecordedEvent['metadata'] | undefined;

  constructor({ id, type, stream, revision, position }: Place, json: EventJson) {
    this.id = id;
    this.type = type;
    this.stream = stream;
    this.revision = revision;
    this.position = position;
    this.json = json;
  }

  get data(): RecordedEvent['data'] {
    return (this.#data ??= JSON.parse(this.json.data) as RecordedEvent['data']);
  }

  get metadata(): RecordedEvent['metadata'] {
    return (this.#metadata ??= JSON.parse(this.json.metadata) as RecordedEvent['metadata']);
  }
}
