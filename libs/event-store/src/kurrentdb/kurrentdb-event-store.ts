import { setMaxListeners } from 'node:events';
import { StoreUnavailable, unavailable } from '../errors.js';
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
import { readAhead } from '../read-ahead.js';
import { checkBounds, checkStream, DEFAULT_PAGE_SIZE } from '../read-bounds.js';
import { retrying } from '../retrying.js';
import { Appender } from './appender.js';
import { parseConnectionString } from './connection-string.js';
import { Connection } from './connection.js';
import { isPassing } from './failures.js';
import { Follower } from './follow.js';
import { parsePosition, START } from './log-position.js';
import { LogReader } from './log-reader.js';
import { streamOf, typeOf, type Recorded } from './recorded.js';
import { RetentionWatch, type RetentionChange } from './retention.js';
import { checkServerVersion } from './server-version.js';
import { UnsafeRetention, type Truncation } from './unsafe-retention.js';

/** Rides over an election, which takes a cluster 5 to 6 s with the server's own settings. */
const DEFAULT_RETRY_MS = 8_000;

/** How long looking through a long log for settings may take at the start, at least; ms. */
const SCAN_MS = 60_000;

/** Why a read that its reader had enough of is over: made once, since an error for each costs more than ending it. */
const READ = new Error('the read is over');

export interface KurrentDbEventStoreOptions {
  /** kurrentdb://… or kurrentdb+discover://…, see connection-string.ts */
  readonly url: string;
  /** How long a call is repeated while the server is away, before it is StoreUnavailable; ms, default 8,000. */
  readonly retryFor?: number;
  /** Told after each append how long it took (ms); the first number is 1. */
  readonly onGroup?: (size: number, milliseconds: number) => void;
  /** Told of all streams that the server may drop events of, each time that others have become so or are so no longer. */
  readonly onTruncations?: (truncations: readonly Truncation[]) => void;
  readonly logger?: {
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

/** The event store in a KurrentDB server or cluster (23.10 or later). */
export class KurrentDbEventStore implements EventStore {
  readonly unit = 'bytes';
  private readonly connection: Connection;
  private readonly reader: LogReader;
  private readonly appender: Appender;
  private readonly retention: RetentionWatch;
  private readonly prefix: string;
  private readonly ending = new AbortController();
  private closing: Promise<void> | undefined;

  /** Makes no call and checks nothing; see `open`. @throws InvalidConnectionString */
  constructor(private readonly options: KurrentDbEventStoreOptions) {
    const { forClient, keepAliveInterval, streamPrefix, leaderOnly } = parseConnectionString(options.url);
    const retryFor = options.retryFor ?? DEFAULT_RETRY_MS;
    // Every read waits for it, which is no leak.
    setMaxListeners(0, this.ending.signal);
    this.prefix = streamPrefix;
    this.connection = new Connection({
      forClient,
      keepAliveInterval,
      leaderOnly,
      emptyStream: `${streamPrefix}recourse-warm-up`,
      onRenewed: (reason) => options.logger?.warn({ reason }, 'the connection to the event store was made anew'),
    });
    const { connection, prefix } = this;
    const onForeign = (record: Recorded) => this.passOverForeign(record);
    this.reader = new LogReader({ connection, prefix, retryFor, onForeign });
    this.appender = new Appender({
      connection,
      reader: this.reader,
      prefix,
      retryFor,
      onAppend: (milliseconds) => options.onGroup?.(1, milliseconds),
      onFailure: (error) => this.warn(error, 'an append failed'),
    });
    this.retention = new RetentionWatch({
      connection,
      prefix,
      onChange: (change) => this.tellOf(change),
      onFailure: (error) => this.warn(error, 'the metadata of the streams cannot be watched'),
    });
  }

  /**
   * Opens a store on a server that can be trusted with a ledger: new enough, with the rights to read and to append, and
   * with no setting that lets it drop events.
   * @throws StoreUnavailable, InvalidConnectionString, UnsafeRetention, UnsupportedServer
   */
  static async open(options: KurrentDbEventStoreOptions): Promise<KurrentDbEventStore> {
    const store = new KurrentDbEventStore(options);
    try {
      await store.check();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    this.refuseWhenClosed();
    return this.appender.append(prepareAppend({ stream, events, expected }));
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
    const bounds = { from, limit, backwards: options.direction === 'backwards', pageSize: DEFAULT_PAGE_SIZE };
    yield* this.whileWanted(signal, (over) => this.reader.stream(stream, bounds, over));
  }

  async *readAll(options: LogReadOptions = {}): AsyncGenerator<Page, void, undefined> {
    checkBounds(options);
    this.refuseWhenClosed();
    const { after, limit = Infinity, pageSize = DEFAULT_PAGE_SIZE, signal } = options;
    const bounds = { after, limit, pageSize, backwards: options.direction === 'backwards' };
    yield* this.whileWanted(signal, (over) => this.reader.log(bounds, over));
  }

  async *subscribe(options: SubscribeOptions = {}): AsyncGenerator<Page, void, undefined> {
    checkBounds(options);
    this.refuseWhenClosed();
    const { after = START, afterId, types, pageSize = DEFAULT_PAGE_SIZE, signal } = options;
    parsePosition(after);
    if (signal?.aborted) return;
    const { connection, reader, prefix } = this;
    const following = {
      connection,
      reader,
      prefix,
      after,
      afterId,
      types: types && new Set(types),
      pageSize,
      onFailure: (error: unknown) => this.warn(error, 'a subscription cannot read'),
      onForeign: (record: Recorded) => this.passOverForeign(record),
    };
    try {
      yield* this.whileWanted(signal, (over) => new Follower({ ...following, signal: over }).pages());
    } catch (error) {
      if (!signal?.aborted && !this.closing) throw error;
    }
  }

  async head(): Promise<Position | undefined> {
    this.refuseWhenClosed();
    return this.reader.head(this.ending.signal);
  }

  async close(): Promise<void> {
    this.closing ??= this.finish();
    await this.closing;
  }

  private async check(): Promise<void> {
    const deadline = Date.now() + (this.options.retryFor ?? DEFAULT_RETRY_MS);
    checkServerVersion(await retrying(deadline, isPassing, () => this.connection.serverVersion()));
    await retrying(deadline, isPassing, () => this.connection.mayAppend());
    await retrying(deadline, isPassing, () => this.connection.mayRead());
    try {
      await this.retention.start(Math.max(deadline, Date.now() + SCAN_MS));
    } catch (error) {
      throw error instanceof UnsafeRetention ? error : unavailable(error);
    }
  }

  private async finish(): Promise<void> {
    await this.appender.drained();
    this.ending.abort(new StoreUnavailable('the store is closed'));
    await this.retention.stop();
    await this.connection.dispose();
  }

  /** Pages until their reader has had enough, or the store is closed; then whatever reads them is told to end. */
  private async *whileWanted(
    signal: AbortSignal | undefined,
    pages: (over: AbortSignal) => AsyncGenerator<Page, void, undefined>,
  ): AsyncGenerator<Page, void, undefined> {
    const over = new AbortController();
    const all = AbortSignal.any([this.ending.signal, over.signal, ...(signal ? [signal] : [])]);
    try {
      yield* readAhead(pages(all), all);
    } finally {
      over.abort(READ);
    }
  }

  private async outcomeOf(append: Append, since: number): Promise<AppendOutcome> {
    try {
      return { ok: true, appended: await this.appender.append(prepareAppend(append), since) };
    } catch (error) {
      return { ok: false, error: error as Error };
    }
  }

  private tellOf({ truncations, added }: RetentionChange): void {
    const { logger, onTruncations } = this.options;
    for (const { stream, by } of added) {
      logger?.error({ stream, by }, 'the server may now drop events of a stream: clear its metadata');
    }
    onTruncations?.(truncations);
  }

  private passOverForeign(record: Recorded): void {
    const details = { stream: streamOf(record), type: typeOf(record) };
    this.options.logger?.warn(details, 'an event that Recourse cannot have written is passed over');
  }

  private warn(error: unknown, message: string): void {
    this.options.logger?.warn({ err: error }, message);
  }

  private refuseWhenClosed(): void {
    if (this.closing) throw new StoreUnavailable('the store is closed');
  }
}
