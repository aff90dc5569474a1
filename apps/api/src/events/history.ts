import type { EventStore, LogReadOptions, Page, Position } from '#event-store';

/** Reads the log after a position up to where it ends; where one stream is wanted, that stream alone. */
export function readHistory(
  store: EventStore,
  stream: string | undefined,
  options: Pick<LogReadOptions, 'after' | 'signal'>,
): AsyncIterable<Page> {
  return stream === undefined ? store.readAll(options) : readStreamOfLog(store, stream, options);
}

/** The last page may be empty: it is where the log ended before the stream was read, and nothing of the stream lies between. */
async function* readStreamOfLog(
  store: EventStore,
  stream: string,
  { after = '', signal }: Pick<LogReadOptions, 'after' | 'signal'>,
): AsyncGenerator<Page, void, undefined> {
  let end: Position = (await store.head()) ?? '';
  for await (const page of store.readStream(stream, { signal })) {
    const events = page.events.filter(({ position }) => position > after);
    if (page.position > end) end = page.position;
    if (events.length > 0) yield { ...page, events, caughtUp: false };
  }
  yield { events: [], position: end > after ? end : after, scanned: 0, caughtUp: true };
}
