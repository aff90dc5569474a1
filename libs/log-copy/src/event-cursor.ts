import type { Page, RecordedEvent } from '#event-store';

/** Goes through the events of pages one by one, as slowly as it is asked to. */
export class EventCursor {
  /** The event it was last asked for. */
  last: RecordedEvent | undefined;
  private readonly pages: AsyncIterator<Page>;
  private page: readonly RecordedEvent[] = [];
  private index = 0;

  /** @param onEvent told of each event as it is passed */
  constructor(
    pages: AsyncIterable<Page>,
    private readonly onEvent?: (event: RecordedEvent) => void,
  ) {
    this.pages = pages[Symbol.asyncIterator]();
  }

  /** The next event; undefined at the end. */
  async next(): Promise<RecordedEvent | undefined> {
    while (this.index === this.page.length) {
      const { value, done } = await this.pages.next();
      if (done) return undefined;
      this.page = (value as Page).events;
      this.index = 0;
    }
    const event = this.page[this.index++]!;
    this.last = event;
    this.onEvent?.(event);
    return event;
  }

  async close(): Promise<void> {
    await this.pages.return?.();
  }
}
