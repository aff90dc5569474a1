import { WakeUp, type EventStore, type Page, type Position, type RecordedEvent } from '#event-store';

/** How much of the log's end is kept for those who follow it. */
export interface TailLimits {
  readonly events: number;
  /** Of stored JSON, in UTF-16 code units. */
  readonly size: number;
}

export const TAIL_LIMITS: TailLimits = { events: 10_000, size: 8 * 1024 * 1024 };

/** Most events handed out at once. */
const BATCH = 100;

export interface TailBatch {
  readonly events: readonly RecordedEvent[];
  /** Everything up to here has been handed out. */
  readonly position: Position;
}

/**
 * The end of the log as it grows, read once for all who follow it. It keeps what came last and nothing else: whoever is
 * further behind reads on in the log itself, at its own pace.
 */
export class Tail {
  readonly arrived = new WakeUp();
  private events: RecordedEvent[] = [];
  private size = 0;
  /** Everything after `start` and up to `end` is here; '' is before the first event. */
  private start: Position = '';
  private end: Position = '';
  private ready = false;
  private failure: { readonly error: unknown } | undefined;
  private readonly ending = new AbortController();

  /** @param onEvent told of every event before anybody is handed it */
  constructor(
    private readonly store: EventStore,
    private readonly onEvent: (event: RecordedEvent) => void,
    private readonly limits: TailLimits = TAIL_LIMITS,
  ) {}

  /** Follows the log from where it ends now, until stopped; a failure is thrown to those who ask. */
  async run(): Promise<void> {
    try {
      const head = await this.store.head();
      this.start = this.end = head ?? '';
      this.ready = true;
      this.arrived.ring();
      for await (const page of this.store.subscribe({ after: head, signal: this.ending.signal })) this.take(page);
    } catch (error) {
      this.failure = { error };
      this.arrived.ring();
    }
  }

  stop(): void {
    this.ending.abort();
  }

  get failed(): boolean {
    return this.failure !== undefined;
  }

  /**
   * What comes after the position, as far as it is here; undefined when the log itself has to be read first.
   * @throws what ended the following of the log
   */
  after(position: Position): TailBatch | undefined {
    if (this.failure) throw this.failure.error;
    if (!this.ready || position < this.start) return undefined;
    const first = this.indexAfter(position);
    const events = this.events.slice(first, first + BATCH);
    const all = first + events.length === this.events.length;
    const reached = all ? this.end : events.at(-1)!.position;
    return { events, position: reached > position ? reached : position };
  }

  private take({ events, position, lastId }: Page): void {
    for (const event of events) {
      this.onEvent(event);
      this.events.push(event);
      this.size += sizeOf(event);
    }
    if (lastId !== undefined) this.end = position;
    this.forget();
    this.arrived.ring();
  }

  /** Drops the oldest, a good part at a time so that the rest is seldom moved. */
  private forget(): void {
    if (this.events.length <= this.limits.events && this.size <= this.limits.size) return;
    let [kept, size] = [0, 0];
    while (kept < this.events.length) {
      const next = sizeOf(this.events[this.events.length - 1 - kept]!);
      if (kept + 1 > this.limits.events / 2 || size + next > this.limits.size / 2) break;
      size += next;
      kept++;
    }
    const dropped = this.events.length - kept;
    this.start = this.events[dropped - 1]!.position;
    this.events = this.events.slice(dropped);
    this.size = size;
  }

  private indexAfter(position: Position): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.position > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function sizeOf({ json }: RecordedEvent): number {
  return json.data.length + json.metadata.length;
}
