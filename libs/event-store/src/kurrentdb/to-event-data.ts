import type { EventData } from '@kurrent/kurrentdb-client';
import type { PreparedEvent } from '../prepared-append.js';

const UTF8 = new TextEncoder();

/**
 * An event as the client takes it. What it writes of data is JSON.stringify of what it is given, which cannot fail for
 * what was JSON; metadata it takes as bytes.
 */
export function toEventData({ id, type, data, metadata }: PreparedEvent): EventData {
  return {
    id,
    type,
    contentType: 'application/json',
    data: JSON.parse(data),
    metadata: UTF8.encode(metadata),
  };
}
