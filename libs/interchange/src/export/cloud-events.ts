import type { RecordedEvent } from '#event-store';
import { cloudEvent, storedCloudEvent, type CloudEvent } from '../events/cloud-event.js';
import { UnexportableEvent } from './errors.js';
import type { LogSelection } from './log-selection.js';
import type { Tally } from './tally.js';

/** One event a line. With `upcast`, older events are brought to the newest schema; otherwise they stay as stored. */
export async function* ndjsonOf(source: LogSelection, written: Tally, upcast: boolean): AsyncGenerator<string> {
  const outside = upcast ? cloudEvent : asStored;
  for await (const events of source.events()) {
    yield events.map((event) => `${JSON.stringify(outside(event))}\n`).join('');
    written.add('events', events.length);
  }
}

/** The JSON batch format of CloudEvents: one array. */
export async function* batchOf(source: LogSelection, written: Tally, upcast: boolean): AsyncGenerator<string> {
  const outside = upcast ? cloudEvent : asStored;
  let separator = '[\n';
  for await (const events of source.events()) {
    yield separator + events.map((event) => JSON.stringify(outside(event))).join(',\n');
    written.add('events', events.length);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** What a CloudEvent of ours has a place for. */
const METADATA: ReadonlySet<string> = new Set([
  'schemaVersion',
  'recordedAt',
  'recordedBy',
  'correlationId',
  'causationId',
]);

function asStored(event: RecordedEvent): CloudEvent {
  const lost = Object.keys(event.metadata).find((name) => !METADATA.has(name));
  if (lost !== undefined) throw new UnexportableEvent(event, `its metadata has "${lost}", for which there is no place`);
  return storedCloudEvent(event);
}
