import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventStore, eventsOf, type ExpectedRevision, type NewEvent, StoreUnavailable } from '#event-store';
import { Pace } from '../../support/pace.js';

/** Leaves the machine some room: the servers under test share it, and miss their heartbeats when it is full. */
const PAUSE_MS = 10;

/** Writers who append to streams of their own at exact revisions, and repeat what has an unknown outcome. */
export class Writers {
  readonly acknowledged = new Pace();
  /** How often a writer heard that the store is unavailable. */
  refused = 0;
  private readonly run = randomUUID();
  private readonly written = new Map<string, string[]>();
  private stopped = false;
  private readonly working: Promise<unknown>;

  constructor(
    private readonly store: EventStore,
    count: number,
  ) {
    this.working = Promise.all(Array.from({ length: count }, (_, writer) => this.work(`writer-${this.run}-${writer}`)));
    // Whoever ends the writers hears of it.
    this.working.catch(() => undefined);
  }

  /** Resolves when every writer has the answer to its last append. */
  async end(): Promise<void> {
    this.stopped = true;
    await this.working;
  }

  /** What is missing of the acknowledged events, and what is there more than once, as another client reads it. */
  async check(store: EventStore): Promise<{ lost: number; twice: number }> {
    const result = { lost: 0, twice: 0 };
    for (const [stream, ids] of this.written) {
      const stored: string[] = [];
      for await (const { id } of eventsOf(store.readStream(stream))) stored.push(id);
      const distinct = new Set(stored);
      result.lost += ids.filter((id) => !distinct.has(id)).length;
      result.twice += stored.length - distinct.size;
    }
    return result;
  }

  private async work(stream: string): Promise<void> {
    const ids: string[] = [];
    this.written.set(stream, ids);
    for (let expected: ExpectedRevision = 'no_stream'; !this.stopped; await sleep(PAUSE_MS)) {
      const event: NewEvent = { id: randomUUID(), type: 'Noted', data: { note: 'x' }, metadata: {} };
      expected = await this.appendUntilDone(stream, event, expected);
      ids.push(event.id);
      this.acknowledged.note();
    }
  }

  private async appendUntilDone(stream: string, event: NewEvent, expected: ExpectedRevision): Promise<number> {
    for (;;) {
      try {
        return (await this.store.append(stream, [event], expected)).revision;
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.refused++;
      }
    }
  }
}
