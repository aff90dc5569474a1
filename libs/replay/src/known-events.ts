import { LRUCache } from 'lru-cache';
import { eventsOf, type EventStore, type RecordedEvent } from '#event-store';
import { recordedAt } from '#ledger';
import type { Instant } from '#time';
import type { LogRange } from './log-range.js';

const CACHED = 10_000;

/**
 * What had been recorded by an instant: of each stream the events up to the first that was recorded later, so that no
 * event is shown without those it follows where the clocks of two processes disagree.
 */
export class KnownEvents {
  /** The first revision of a stream that was not known. */
  private readonly ends = new LRUCache<string, number>({ max: CACHED });
  /** No stream has lost an event yet as long as none was recorded later. */
  private hasSeenLater: boolean;

  constructor(
    private readonly store: EventStore,
    private readonly knownAt: Instant,
    private readonly range: LogRange,
  ) {
    // What lies before the range is not seen.
    this.hasSeenLater = range.from !== undefined;
  }

  async has(event: RecordedEvent): Promise<boolean> {
    if (!this.isInTime(event)) {
      this.hasSeenLater = true;
      return false;
    }
    if (!this.hasSeenLater || event.revision === 0) return true;
    return event.revision < (await this.endOf(event.stream));
  }

  /** The events of a stream that were known, in order. */
  async *of(stream: string): AsyncGenerator<RecordedEvent, void, undefined> {
    for await (const event of eventsOf(this.store.readStream(stream))) {
      if (!this.isInTime(event)) return;
      yield event;
    }
  }

  private isInTime(event: RecordedEvent): boolean {
    const { to } = this.range;
    return (to === undefined || event.position <= to) && recordedAt(event) <= this.knownAt;
  }

  private async endOf(stream: string): Promise<number> {
    const found = this.ends.get(stream);
    if (found !== undefined) return found;
    let end = 0;
    for await (const { revision } of this.of(stream)) end = revision + 1;
    this.ends.set(stream, end);
    return end;
  }
}
