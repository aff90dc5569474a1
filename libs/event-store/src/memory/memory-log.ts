import { WrongExpectedRevision } from '../errors.js';
import { toPosition } from '../position.js';
import type { Appended, RecordedEvent } from '../port.js';
import type { PreparedAppend, PreparedEvent } from '../prepared-append.js';
import { recordedEvent } from '../recorded-event.js';
import { WakeUp } from '../wake-up.js';

interface StoredEvent extends PreparedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
}

/** A log in memory. It outlives the stores that are opened on it, as a database outlives its clients. */
export class MemoryLog {
  readonly appended = new WakeUp();
  private readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();

  get length(): number {
    return this.events.length;
  }

  streamLength(stream: string): number {
    return this.streams.get(stream)?.length ?? 0;
  }

  /** @throws WrongExpectedRevision */
  append({ stream, expected, events }: PreparedAppend): Appended {
    const stored = this.streams.get(stream) ?? [];
    const actual = stored.length - 1;
    if (actual !== expected) {
      const first = events.every((event, index) => stored[expected + 1 + index]?.id === event.id);
      if (first) return placeOf(stored[expected + events.length]!);
      throw new WrongExpectedRevision(stream, named(expected), named(actual));
    }
    this.streams.set(stream, stored);
    for (const event of events) {
      const record = { ...event, stream, revision: stored.length, position: toPosition(this.events.length + 1) };
      stored.push(record);
      this.events.push(record);
    }
    this.appended.ring();
    return placeOf(stored.at(-1)!);
  }

  /** The events at these places of the log, 0 for the first; as many as there are. */
  slice(start: number, end: number): RecordedEvent[] {
    return this.events.slice(start, end).map(toRecorded);
  }

  sliceOfStream(stream: string, start: number, end: number): RecordedEvent[] {
    return (this.streams.get(stream) ?? []).slice(start, end).map(toRecorded);
  }
}

function placeOf({ revision, position }: StoredEvent): Appended {
  return { revision, position };
}

function named(revision: number) {
  return revision < 0 ? 'no_stream' : revision;
}

function toRecorded(event: StoredEvent): RecordedEvent {
  return recordedEvent(event, { data: event.data, metadata: event.metadata });
}
