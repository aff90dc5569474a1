import { StoreUnavailable, WakeUp, type Page, type Position, type RecordedEvent } from '#event-store';
import type { Window } from './projection.js';

/** Pages without an event that the projection reads, after which the checkpoint should move all the same. */
const MOST_PAGES = 100;

/** Some pages of the log, with the events that the projection reads. */
export interface Batch {
  readonly events: readonly RecordedEvent[];
  /** How many events were looked at. */
  readonly read: number;
  /** Where the log is resumed after the batch. */
  readonly position: Position;
  /** Of the event there; undefined before the first. */
  readonly lastId: string | undefined;
  /** The end of the log was reached. */
  readonly caughtUp: boolean;
}

/**
 * Stands between reading and writing. On the way to the end of the log one window is filled while another is written, and
 * no more than that; at the end the log is looked at when it is asked for.
 */
export class Inbox {
  private readonly taken = new WakeUp();
  private events: RecordedEvent[] = [];
  private read = 0;
  private bytes = 0;
  private pages = 0;
  private position: Position | undefined;
  private lastId: string | undefined;
  private caughtUp = false;
  /** The end of the log was reached, and nobody has asked what came after. */
  private atEnd = false;
  private failure: { readonly error: unknown } | undefined;
  private closed = false;

  /** @param arrived rung when there may be something to take */
  constructor(
    private readonly window: Window,
    private readonly arrived: WakeUp,
  ) {}

  /** Reads until closed; a failure is thrown to the taker. */
  async fill(pages: AsyncIterable<Page>): Promise<void> {
    try {
      for await (const page of pages) {
        this.put(page);
        while ((this.full || this.atEnd) && !this.closed) await this.taken.after(this.taken.seen);
        if (this.closed) return;
      }
      this.failure = { error: new StoreUnavailable('the event store ended the subscription') };
    } catch (error) {
      this.failure = { error };
    }
    this.arrived.ring();
  }

  /**
   * What is there, once the end of the log was reached: a live event waits for no other. Before the end, a whole
   * window, so that the writes of many events share their cost. Undefined when it is not yet time.
   */
  take(): Batch | undefined {
    if (!this.caughtUp && !this.full) {
      if (this.failure) throw this.failure.error;
      return undefined;
    }
    const { events, read, lastId, caughtUp } = this;
    const batch = { events, read, position: this.position!, lastId, caughtUp };
    this.events = [];
    this.read = this.bytes = this.pages = 0;
    this.caughtUp = false;
    this.taken.ring();
    return batch;
  }

  /**
   * Lets the log be read on after its end was reached. Until then nothing is, so that one look finds all that is
   * appended while a batch is handled.
   */
  readOn(): void {
    this.atEnd = false;
    this.taken.ring();
  }

  close(): void {
    this.closed = true;
    this.taken.ring();
  }

  private put(page: Page): void {
    for (const event of page.events) {
      this.events.push(event);
      this.bytes += event.json.data.length + event.json.metadata.length;
    }
    this.read += page.scanned;
    this.pages++;
    this.position = page.position;
    this.lastId = page.lastId;
    this.atEnd = page.caughtUp;
    this.caughtUp ||= page.caughtUp;
    if (this.caughtUp || this.full) this.arrived.ring();
  }

  private get full(): boolean {
    return this.events.length >= this.window.events || this.bytes >= this.window.bytes || this.pages >= MOST_PAGES;
  }
}
