import { countedBy, type EventStore, type Position, type RecordedEvent } from '#event-store';
import { recordedAt } from '#ledger';
import type { Instant } from '#time';
import { InvalidContent } from '#unions';
import type { EventConditions } from '../events/event-conditions.js';

/** The stretch of a log that an export is about; what is recorded meanwhile is not in it. */
export interface LogFrame {
  /** Events after it; undefined means from the beginning. */
  readonly from: Position | undefined;
  /** Events up to it; undefined when the log is empty. */
  readonly to: Position | undefined;
  /** Events in between, where positions count events. */
  readonly events: number | undefined;
  /** Cases and unions have nothing that was recorded later; undefined means that all is known. */
  readonly knownAt?: Instant | undefined;
}

/** Whether a frame has an event, if it has those of its stream before it. */
export function isKnown(event: RecordedEvent, { to, knownAt }: LogFrame): boolean {
  return to !== undefined && event.position <= to && (knownAt === undefined || recordedAt(event) <= knownAt);
}

/** @throws InvalidContent for a position of another log, or one beyond the end of this one; StoreUnavailable */
export async function frameOf(
  store: EventStore,
  { from, to }: Pick<EventConditions, 'from' | 'to'>,
): Promise<LogFrame> {
  const head = await store.head();
  for (const [field, position] of Object.entries({ from, to })) {
    if (position !== undefined) refuseElsewhere(field, position, store, head);
  }
  const end = to ?? head;
  return { from, to: end, events: eventsBetween(store, from, end) };
}

function refuseElsewhere(field: string, position: Position, { unit }: EventStore, head: Position | undefined): void {
  if (countedBy(position)?.unit !== unit) {
    throw new InvalidContent([{ field, message: `${field} is no position of this log` }]);
  }
  if (head !== undefined && position <= head) return;
  const end = head === undefined ? 'which is empty' : `which is at ${head}`;
  throw new InvalidContent([{ field, message: `${field} lies beyond the end of the log, ${end}` }]);
}

function eventsBetween({ unit }: EventStore, from: Position | undefined, to: Position | undefined): number | undefined {
  if (unit !== 'events') return undefined;
  const [start, end] = [from, to].map((position) => (position === undefined ? 0n : countedBy(position)!.count));
  return Number(end! - start!);
}
