import { eventsOf, type EventStore, type Position, type RecordedEvent } from '#event-store';

/** The last event of the log at or before a position; undefined when there is none. @throws InvalidRead, StoreUnavailable */
export async function lastEventBy(store: EventStore, position: Position): Promise<RecordedEvent | undefined> {
  if (position === '') return undefined;
  const after = await firstAfter(store, position);
  const backwards = store.readAll({ direction: 'backwards', pageSize: 1, ...(after && { after: after.position }) });
  for await (const event of eventsOf(backwards)) if (event.position <= position) return event;
  return undefined;
}

async function firstAfter(store: EventStore, position: Position): Promise<RecordedEvent | undefined> {
  for await (const event of eventsOf(store.readAll({ after: position, limit: 1 }))) return event;
  return undefined;
}
