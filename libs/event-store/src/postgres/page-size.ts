/** What a page should not exceed by much, so that large events do not fill the memory. In UTF-16 code units. */
const PAGE_TEXT = 4 * 1024 * 1024;

/** Events in a first page, when nothing is known of their size. */
const FIRST_PAGE = 200;

/** How many events to ask for next, given how large those before were. */
export class PageSize {
  private events: number;

  constructor(private readonly most: number) {
    this.events = Math.min(most, FIRST_PAGE);
  }

  get next(): number {
    return this.events;
  }

  /** Takes note of a page. */
  read(events: number, size: number): void {
    if (events === 0) return;
    this.events = Math.max(1, Math.min(this.most, Math.floor((PAGE_TEXT * events) / size)));
  }
}
