import { randomUUID } from 'node:crypto';
import { StoreUnavailable } from '../errors.js';
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
  StreamReadOptions,
  SubscribeOptions,
} from '../port.js';
import { prepareAppend } from '../prepared-append.js';
import { checkBounds, checkStream, DEFAULT_PAGE_SIZE } from '../read-bounds.js';
import { WakeUp } from '../wake-up.js';
import { callAppend } from './append-call.js';
import { AppendListener } from './append-listener.js';
import { AppendNotifier } from './append-notifier.js';
import { boundedRead } from './bounded-read.js';
import { Database } from './database.js';
import { EventReader } from './event-reader.js';
import { follow } from './follow.js';
import { GroupCommitter } from './group-committer.js';
import { migrateDatabase } from './migrate.js';
import { readAhead } from '../read-ahead.js';

const DEFAULT_RETRY_MS = 5_000;
const DEFAULT_POLL_MS = 500;

export interface PostgresEventStoreOptions {
  /** postgres://… */
  readonly url: string;
  /** Connections for reading, at most; appends use one more, and subscriptions share one that listens. Default 8. */
  readonly readers?: number;
  /** How long a call is repeated while the server is away, before it is StoreUnavailable; ms, default 5,000. */
  readonly retryFor?: number;
  /** How often subscriptions look for events that nobody told them of; ms, default 500. */
  readonly pollEvery?: number;
  /** Told after each commit how many appends shared it and how long it took (ms). */
  readonly onGroup?: (size: number, milliseconds: number) => void;
  readonly logger?: { warn(details: object, message: string): void };
}

/** The event store in a PostgreSQL database (15 or later), in the schema `event_store`. */
export class PostgresEventStore implements EventStore {
  readonly unit = 'events';
  private readonly writing: Database;
  private readonly reading: Database;
  private readonly reader: EventReader;
  private readonly committer: GroupCommitter;
  private readonly notifier: AppendNotifier;
  private readonly listener: AppendListener;
  private readonly appended = new WakeUp();
  private closing: Promise<void> | undefined;

  /** Opens no connection and expects the schema to be there; see `open`. */
  constructor(private readonly options: PostgresEventStoreOptions) {
    const { url, readers = 8, retryFor = DEFAULT_RETRY_MS } = options;
    const self = randomUUID();
    this.writing = new Database(url, 1);
    this.reading = new Database(url, readers);
    this.reader = new EventReader(this.reading, retryFor);
    this.notifier = new AppendNotifier(this.reading, self);
    this.listener = new AppendListener(url, self, () => this.appended.ring());
    this.committer = new GroupCommitter({
      retryFor,
      commit: (group, deadline) => callAppend(this.writing, group, deadline),
      onCommit: (size, milliseconds) => this.onCommit(size, milliseconds),
      onFailure: (error) => this.warn(error, 'an append failed'),
    });
  }

  /** Brings the schema up to date, and opens a store on it. @throws SchemaTooNew, StoreUnavailable */
  static async open(options: PostgresEventStoreOptions): Promise<PostgresEventStore> {
    await migrateDatabase(options.url, options.retryFor ?? DEFAULT_RETRY_MS);
    return new PostgresEventStore(options);
  }

  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.refuseWhenClosed();
      this.committer.append(prepareAppend({ stream, events, expected }), (outcome) =>
        outcome.ok ? resolve(outcome.appended) : reject(outcome.error),
      );
    });
  }

  async appendMany(appends: readonly Append[]): Promise<AppendOutcome[]> {
    this.refuseWhenClosed();
    const since = Date.now();
    return Promise.all(appends.map((append) => this.outcomeOf(append, since)));
  }

  async *readStream(stream: string, options: StreamReadOptions = {}): AsyncGenerator<Page, void, undefined> {
    checkStream(stream);
    checkBounds(options);
    this.refuseWhenClosed();
    const { from, limit = Infinity, signal } = options;
    const backwards = options.direction === 'backwards';
    const [start, end] = backwards ? [0, (from ?? Infinity) + 1] : [from ?? 0, Infinity];
    const bounds = { start, end, backwards, limit, pageSize: DEFAULT_PAGE_SIZE };
    yield* readAhead(boundedRead(this.reader.stream(stream), bounds), signal);
  }

  async *readAll(options: LogReadOptions = {}): AsyncGenerator<Page, void, undefined> {
    checkBounds(options);
    this.refuseWhenClosed();
    const { after, limit = Infinity, pageSize = DEFAULT_PAGE_SIZE, signal } = options;
    const backwards = options.direction === 'backwards';
    const edge = after === undefined ? undefined : toOrdinal(after);
    const [start, end] = backwards ? [1, edge ?? Infinity] : [(edge ?? 0) + 1, Infinity];
    yield* readAhead(boundedRead(this.reader.log, { start, end, backwards, limit, pageSize }), signal);
  }

  async *subscribe(options: SubscribeOptions = {}): AsyncGenerator<Page, void, undefined> {
    checkBounds(options);
    this.refuseWhenClosed();
    const { after = LOG_START, afterId, types, pageSize = DEFAULT_PAGE_SIZE, signal } = options;
    if (signal?.aborted) return;
    const following = follow({
      log: types ? this.reader.logOf(types) : this.reader.log,
      appended: this.appended,
      ended: () => this.closing !== undefined,
      after: toOrdinal(after),
      afterId,
      pageSize,
      signal,
      pollEvery: this.options.pollEvery ?? DEFAULT_POLL_MS,
      onFailure: (error) => this.warn(error, 'a subscription cannot read'),
    });
    this.listener.start();
    try {
      yield* readAhead(following, signal);
    } catch (error) {
      if (!signal?.aborted) throw error;
    } finally {
      this.listener.stop();
    }
  }

  async head(): Promise<Position | undefined> {
    this.refuseWhenClosed();
    const ordinal = (await this.reader.log.end()) - 1;
    return ordinal === 0 ? undefined : toPosition(ordinal);
  }

  async close(): Promise<void> {
    this.closing ??= this.finish();
    await this.closing;
  }

  private async finish(): Promise<void> {
    this.appended.ring();
    await this.committer.drained();
    await this.notifier.drained();
    await this.listener.close();
    await Promise.all([this.writing.close(), this.reading.close()]);
  }

  private outcomeOf(append: Append, since: number): Promise<AppendOutcome> {
    return new Promise((resolve) => {
      try {
        this.committer.append(prepareAppend(append), resolve, since);
      } catch (error) {
        resolve({ ok: false, error: error as Error });
      }
    });
  }

  private onCommit(size: number, milliseconds: number): void {
    this.appended.ring();
    this.notifier.notify();
    this.options.onGroup?.(size, milliseconds);
  }

  private warn(error: unknown, message: string): void {
    this.options.logger?.warn({ err: error }, message);
  }

  private refuseWhenClosed(): void {
    if (this.closing) throw new StoreUnavailable('the store is closed');
  }
}
