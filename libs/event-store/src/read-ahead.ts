import type { Page } from './port.js';
import { abortable } from './abortable.js';

/**
 * Pages, the next being read while one is handled, and no more than that. After a page that is caught up nothing is
 * read ahead: what is read when it is asked for holds all that was appended meanwhile.
 */
export async function* readAhead(
  pages: AsyncGenerator<Page, void, undefined>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Page, void, undefined> {
  try {
    let next = pages.next();
    while (true) {
      const { value: page, done } = await abortable(next, signal);
      if (done) return;
      const ahead = page.caughtUp ? undefined : pages.next();
      ahead?.catch(() => undefined);
      yield page;
      signal?.throwIfAborted();
      next = ahead ?? pages.next();
    }
  } finally {
    void pages.return().catch(() => undefined);
  }
}
