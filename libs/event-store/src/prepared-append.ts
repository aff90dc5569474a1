import { canonicalJson } from './canonical-json.js';
import { EventTooLarge, InvalidAppend, InvalidEvent, MAX_APPEND_BYTES } from './errors.js';
import { isName } from './name.js';
import type { Append, NewEvent } from './port.js';

/** An event as it will be stored: data and metadata in canonical JSON, the id in lower case. */
export interface PreparedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An append that was found fit to be stored. */
export interface PreparedAppend {
  readonly stream: string;
  /** The stream's last revision as the writer believes it to be; -1 for no stream. */
  readonly expected: number;
  readonly events: readonly PreparedEvent[];
  /** As MAX_APPEND_BYTES counts them. */
  readonly bytes: number;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** @throws InvalidAppend, InvalidEvent, EventTooLarge as the port has them. */
export function prepareAppend({ stream, events, expected }: Append): PreparedAppend {
  if (!isName(stream)) throw new InvalidAppend(`${JSON.stringify(stream)} is no name for a stream`);
  if (expected !== 'no_stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new InvalidAppend(`${String(expected)} is neither a revision nor no_stream`);
  }
  if (events.length === 0) throw new InvalidAppend(`an append of no events to ${stream}`);
  const prepared = events.map(prepareEvent);
  refuseRepeatedIds(stream, prepared);
  const bytes = prepared.reduce((sum, event) => sum + storedBytes(event), 0);
  if (bytes > MAX_APPEND_BYTES) throw new EventTooLarge(stream, bytes);
  return { stream, expected: expected === 'no_stream' ? -1 : expected, events: prepared, bytes };
}

function prepareEvent({ id, type, data, metadata }: NewEvent): PreparedEvent {
  if (typeof id !== 'string' || !UUID.test(id)) throw new InvalidEvent(`the id ${JSON.stringify(id)} is no UUID`);
  if (!isName(type)) throw new InvalidEvent(`${JSON.stringify(type)} is no name for a type`);
  return {
    id: id.toLowerCase(),
    type,
    data: canonicalJson(data, 'data'),
    metadata: canonicalJson(metadata, 'metadata'),
  };
}

function refuseRepeatedIds(stream: string, events: readonly PreparedEvent[]): void {
  if (events.length === 1) return;
  if (new Set(events.map((event) => event.id)).size < events.length) {
    throw new InvalidAppend(`two events with the same id in one append to ${stream}`);
  }
}

/** As MAX_APPEND_BYTES counts: metadata and data in UTF-8, two bytes a code unit of the type, as the strictest engine does. */
export function storedBytes({ type, data, metadata }: Pick<PreparedEvent, 'type' | 'data' | 'metadata'>): number {
  return Buffer.byteLength(data) + Buffer.byteLength(metadata) + 2 * type.length;
}
