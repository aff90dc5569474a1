import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { canonicalJson } from '../canonical-json.js';
import type { JsonObject, RecordedEvent } from '../port.js';
import { eventPosition } from './log-position.js';

export type Recorded = ReadResp.ReadEvent.RecordedEvent;

export function typeOf(record: Recorded): string {
  return record.getMetadataMap().get('type') ?? '';
}

export function streamOf(record: Recorded): string {
  return text(record.getStreamIdentifier()?.getStreamName());
}

export function positionOf(record: Recorded): string {
  return eventPosition(record.getCommitPosition());
}

export function idOf(record: Recorded): string {
  return record.getId()?.getString() ?? '';
}

/**
 * The event as the port has it; undefined when Recourse cannot have written it: its data or metadata are no JSON object.
 * @param prefix what the streams of this ledger begin with
 */
export function recordedEvent(record: Recorded, prefix: string): RecordedEvent | undefined {
  const [data, metadata] = [content(record.getData()), content(record.getCustomMetadata())];
  if (!data || !metadata) return undefined;
  return {
    id: idOf(record),
    type: typeOf(record),
    data: data.value,
    metadata: metadata.value,
    stream: streamOf(record).slice(prefix.length),
    revision: Number(record.getStreamRevision()),
    position: positionOf(record),
    json: { data: data.json, metadata: metadata.json },
  };
}

/** Its data; empty when that is no JSON object. */
export function contentOf(record: Recorded): JsonObject {
  return content(record.getData())?.value ?? {};
}

function content(bytes: Uint8Array | string): { value: JsonObject; json: string } | undefined {
  const json = text(bytes);
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return { value: value as JsonObject, json: canonical(json, value as JsonObject) };
  } catch {
    return undefined;
  }
}

/** Keys that look like indexes: JavaScript puts them before all others, so the client writes them out of order. */
const INDEX_KEY = /"\d+":/;

/** The client writes what it is given with JSON.stringify: canonical JSON is changed only where keys are indexes. */
function canonical(json: string, value: JsonObject): string {
  return INDEX_KEY.test(json) ? canonicalJson(value, 'content') : json;
}

/** Bytes come in base64 when a message was built here, and as they are when it was received. */
function text(bytes: Uint8Array | string | undefined): string {
  if (bytes === undefined) return '';
  if (typeof bytes === 'string') return Buffer.from(bytes, 'base64').toString();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
