import type { EventStore, Page, RecordedEvent } from './port.js';

/** The events of pages, one by one. */
export async function* eventsOf(pages: AsyncIterable<Page>): AsyncGenerator<RecordedEvent, void, undefined> {
  for await (const page of pages) yield* page.events;
}

/** All events of a stream; none when it is unknown. */
export async function readWholeStream(store: EventStore, stream: string): Promise<RecordedEvent[]> {
  const pages: RecordedEvent[][] = [];
  for await (const page of store.readStream(stream)) pages.push(page.events as RecordedEvent[]);
  return pages.length === 1 ? pages[0]! : pages.flat();
}
