import type { Page, Position } from '#event-store';

/** Pages of a log until a position, which is the last they may have; all of them where none is given. */
export async function* pagesUpTo(pages: AsyncIterable<Page>, to?: Position): AsyncGenerator<Page, void, undefined> {
  for await (const page of pages) {
    if (to === undefined || page.position < to) {
      yield page;
      continue;
    }
    const events = page.events.filter(({ position }) => position <= to);
    yield { ...page, events, position: to, caughtUp: true };
    return;
  }
}
