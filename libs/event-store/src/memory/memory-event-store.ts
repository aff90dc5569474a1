import { InvalidRead, StoreUnavailable } from '../errors.js';
import { LOG_START, toOrdinal, toPosition } from '../position.js';
import type {
  Append,
  Appended,
  AppendOutcome,
  EventStore,
  ExpectedRevision,
  LogReadOptions,
  NewEvent,
  Page,
  Position,
  RecordedEvent,
  StreamReadOptions,
  SubscribeOptions,
} from '../port.js';
import { prepareAppend } from '../prepared-append.js';
import { checkBounds, checkStream, DEFAULT_PAGE_SIZE } from '../read-bounds.js';
import { MemoryLog } from './memory-log.js';

/** Events [start, end) of something dense, in pages. */
interface Slices {
  readonly start: number;
  readonly end: number;
  readonly pageSize: number;
  readonly backwards: boolean;
  readonly signal: AbortSignal | undefined;
  readonly read: (start: number, end: number) => RecordedEvent[];
}

/** The event store for tests: all that the port promises, but only as durable as its process. */
export class MemoryEventStore implements EventStore {
  readonly unit = 'events';
  private closed = false;

  /** @param log to be shared by stores that stand for several clients of one server */
  constructor(private readonly log = new MemoryLog()) {}

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    this.refuseWhenClosed();
    return this.log.append(prepareAppend({ stream, events, expected }));
  }

  async appendMany(appends: readonly Append[]): Promise<AppendOutcome[]> {
    this.refuseWhenClosed();
    return appends.map((append) => {
      try {
        return { ok: true, appended: this.log.append(prepareAppend(append)) };
      } catch (error) {
        return { ok: false, error: error as Error };
      }
    });
  }

  async *readStream(stream: string, options: StreamReadOptions = {}): AsyncGenerator<Page, void, undefined> {
    checkStream(stream);
    checkBounds(options);
    const { from, direction, limit = Infinity, signal } = options;
    const length = this.log.streamLength(stream);
    const backwards = direction === 'backwards';
    const start = backwards ? Math.max(0, Math.min(length, (from ?? length) + 1) - limit) : (from ?? 0);
    const end = backwards ? Math.min(length, (from ?? length) + 1) : Math.min(length, start + limit);
    const read = (first: number, last: number) => this.log.sliceOfStream(stream, first, last);
    yield* this.slices({ start, end, pageSize: DEFAULT_PAGE_SIZE, backwards, signal, read });
  }

  async *readAll(options: LogReadOptions = {}): AsyncGenerator<Page, void, undefined> {
    checkBounds(options);
    const { after, direction, limit = Infinity, pageSize = DEFAULT_PAGE_SIZE, signal } = options;
    const length = this.log.length;
    const backwards = direction === 'backwards';
    const edge = after === undefined ? (backwards ? length + 1 : 0) : toOrdinal(after);
    const start = backwards ? Math.max(0, Math.min(length, edge - 1) - limit) : edge;
    const end = backwards ? Math.min(length, edge - 1) : Math.min(length, edge + limit);
    const read = (first: number, last: number) => this.log.slice(first, last);
    yield* this.slices({ start, end, pageSize, backwards, signal, read });
  }

  async *subscribe(options: SubscribeOptions = {}): AsyncGenerator<Page, void, undefined> {
    checkBounds(options);
    const { after = LOG_START, pageSize = DEFAULT_PAGE_SIZE, signal } = options;
    this.refuseWhenClosed();
    const wanted = options.types && new Set(options.types);
    let at = toOrdinal(after);
    if (at > this.log.length) throw new InvalidRead(`the log ends before ${after}`);
    const { afterId } = options;
    if (afterId !== undefined && this.idAt(at) !== afterId) {
      throw new InvalidRead(`the log has another event at position ${after}: is this the log that it came from?`);
    }
    while (!this.closed && !signal?.aborted) {
      const seen = this.log.appended.seen;
      const found = this.log.slice(at, at + pageSize);
      at += found.length;
      const events = wanted ? found.filter(({ type }) => wanted.has(type)) : found;
      const caughtUp = at === this.log.length;
      yield { events, position: toPosition(at), lastId: this.idAt(at), scanned: found.length, caughtUp };
      if (caughtUp) await this.log.appended.after(seen, undefined, signal);
    }
  }

  async head(): Promise<Position | undefined> {
    this.refuseWhenClosed();
    return this.log.length === 0 ? undefined : toPosition(this.log.length);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.log.appended.ring();
  }

  private *slices({ start, end, pageSize, backwards, signal, read }: Slices): Generator<Page, void, undefined> {
    let [first, last] = [start, end];
    while (true) {
      signal?.throwIfAborted();
      this.refuseWhenClosed();
      if (first >= last) return;
      const [from, to] = backwards
        ? [Math.max(first, last - pageSize), last]
        : [first, Math.min(last, first + pageSize)];
      const events = backwards ? read(from, to).reverse() : read(from, to);
      if (backwards) last = from;
      else first = to;
      yield { events, position: events.at(-1)!.position, scanned: events.length, caughtUp: first === last };
    }
  }

  private idAt(ordinal: number): string | undefined {
    return this.log.slice(ordinal - 1, ordinal)[0]?.id;
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new StoreUnavailable('the store is closed');
  }
}
