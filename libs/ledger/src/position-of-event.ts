import { eventsOf, type EventStore, type Position, type RecordedEvent } from '#event-store';

/** Where an event stands in this log, which may be a copy of the one it was recorded in; undefined when it is not there. */
export async function positionOfEvent(
  store: EventStore,
  { id, stream, revision }: Pick<RecordedEvent, 'id' | 'stream' | 'revision'>,
): Promise<Position | undefined> {
  for await (const event of eventsOf(store.readStream(stream, { from: revision, limit: 1 }))) {
    return event.id === id ? event.position : undefined;
  }
  return undefined;
}
