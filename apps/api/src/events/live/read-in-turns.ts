import type { EventStore, Page, Position } from '#event-store';
import { readHistory } from '../history.js';

/** Events of a page of history: with hundreds of readers at once, each of them holds one. */
const PAGE_SIZE = 100;

/** Runs work when it is its turn: whoever reads history must leave the store's connections to those who write. */
export type Turn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** The log after a position, or one stream of it, up to where it ends; each page is read when it is asked for, in turn. */
export async function* readInTurns(
  store: EventStore,
  stream: string | undefined,
  after: Position,
  signal: AbortSignal,
  turn: Turn,
): AsyncGenerator<Page, void, undefined> {
  if (stream !== undefined) return yield* inTurns(readHistory(store, stream, { after, signal }), turn);
  for (let at = after; ;) {
    // No more than a page is asked for, or the store would read the next one ahead.
    const pages = store.readAll({ after: at || undefined, limit: PAGE_SIZE, signal });
    let last = at;
    for await (const page of inTurns(pages, turn)) {
      last = page.position;
      yield page;
    }
    if (last === at) return;
    at = last;
  }
}

async function* inTurns(pages: AsyncIterable<Page>, turn: Turn): AsyncGenerator<Page, void, undefined> {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await turn(() => iterator.next());
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
