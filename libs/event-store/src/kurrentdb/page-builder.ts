import type { Page, Position, RecordedEvent } from '../port.js';
import { PAGE_BYTES } from '../read-bounds.js';

/** Gathers events until they fill a page. */
export class PageBuilder {
  private events: RecordedEvent[] = [];
  private scanned = 0;
  private bytes = 0;

  constructor(
    private readonly pageSize: number,
    private position: Position,
  ) {}

  /** @param event undefined when it was looked at and is not wanted */
  add(event: RecordedEvent | undefined, position: Position): void {
    this.scanned++;
    this.position = position;
    if (!event) return;
    this.events.push(event);
    this.bytes += event.json.data.length + event.json.metadata.length;
  }

  /** Nothing of this ledger lies between its last event and the position. */
  passOver(position: Position): void {
    this.position = position;
  }

  get full(): boolean {
    return this.scanned >= this.pageSize || this.bytes >= PAGE_BYTES;
  }

  /** Nothing was looked at since the last page. */
  get empty(): boolean {
    return this.scanned === 0;
  }

  get at(): Position {
    return this.position;
  }

  take(caughtUp: boolean): Page {
    const { events, scanned, position } = this;
    this.events = [];
    this.scanned = this.bytes = 0;
    return { events, position, scanned, caughtUp };
  }
}
