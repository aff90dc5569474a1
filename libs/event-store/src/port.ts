/**
 * The port: what every event store adapter promises, and no more.
 * `contract/` holds the suite that defines it; it runs against every adapter.
 */

/** Any JSON object. Values that JSON cannot carry exactly (undefined in arrays, bigint, NaN, dates, circular) are refused. */
export type JsonObject = { readonly [key: string]: unknown };

/** A place in the whole log: opaque, and sortable as a string (`a < b` means a was committed before b). */
export type Position = string;

/** What a position counts from the start of its log. */
export type PositionUnit = 'events' | 'bytes';

/** A place in one stream: 0 for its first event. */
export type Revision = number;

/** What the writer believes the stream's last revision to be. There is no `any`. */
export type ExpectedRevision = Revision | 'no_stream';

/** An event as its writer hands it over. */
export interface NewEvent {
  /** A UUID. The same ids at the same expected revision are the same append. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/** An event as it was stored. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
  /** Data and metadata as they are stored: canonical JSON, the same bytes for every reader. */
  readonly json: EventJson;
}

export interface EventJson {
  readonly data: string;
  readonly metadata: string;
}

export interface Append {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: ExpectedRevision;
}

/** Where the last event of an append landed. */
export interface Appended {
  readonly revision: Revision;
  readonly position: Position;
}

/** The outcome of one append among many: its result, or the typed error that refused it alone. */
export type AppendOutcome =
  { readonly ok: true; readonly appended: Appended } | { readonly ok: false; readonly error: Error };

/** A page of events in order. Pages are what back-pressure counts in: the next page is read ahead by one at most. */
export interface Page {
  /** Never empty in a read; a subscription may have empty pages. */
  readonly events: readonly RecordedEvent[];
  /** Where a reader of the log may resume after having handled the page; in a subscription it can lie beyond the last event. */
  readonly position: Position;
  /** In a subscription, the id of the event at `position`, whatever its type; undefined before the first event. */
  readonly lastId?: string;
  /** How many events were looked at, those of types that were not asked for included. */
  readonly scanned: number;
  /** The page reaches the end of what is read, as the end was when the page was read. */
  readonly caughtUp: boolean;
}

export interface StreamReadOptions {
  /** First revision to return (inclusive). Default: the start; the end when reading backwards. */
  readonly from?: Revision;
  readonly direction?: 'forwards' | 'backwards';
  /** At most so many events. */
  readonly limit?: number;
  /** Ends the read with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface LogReadOptions {
  /** Forwards: events after this position; backwards: events before it (exclusive both ways). Default: from the edge. */
  readonly after?: Position;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
  /** Most events in a page. */
  readonly pageSize?: number;
  /** Ends the read with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface SubscribeOptions {
  /** Start after this position. Default: the start of the log. */
  readonly after?: Position;
  /** The id of the event at `after`, as it was read: a log that has another there, or none, is refused. */
  readonly afterId?: string;
  /** Events of these types alone; pages pass over the others. Default: all. */
  readonly types?: readonly string[];
  /** Most events looked at for a page. */
  readonly pageSize?: number;
  /** Ends the subscription, without an error. */
  readonly signal?: AbortSignal;
}

export interface EventStore {
  /** What the positions of this log count; those that count something else are of another log. */
  readonly unit: PositionUnit;

  /**
   * Appends events to one stream, all or none, durably.
   * @throws WrongExpectedRevision when the stream is elsewhere; EventTooLarge above MAX_APPEND_BYTES; InvalidEvent when
   * an event cannot be kept exactly; StoreUnavailable when the outcome is unknown (retry with the same ids and revision);
   * InvalidAppend for an append of no events, of an id twice, or to a stream or revision that cannot be.
   */
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended>;

  /** Independent appends in one call: each succeeds or fails alone, with its own outcome; those of one stream in order. */
  appendMany(appends: readonly Append[]): Promise<AppendOutcome[]>;

  /** The events of one stream up to where it ends now; an unknown stream has none. @throws InvalidRead, StoreUnavailable */
  readStream(stream: string, options?: StreamReadOptions): AsyncIterable<Page>;

  /** The log up to where it ends now. @throws InvalidRead, StoreUnavailable */
  readAll(options?: LogReadOptions): AsyncIterable<Page>;

  /**
   * The log and then whatever is appended, until aborted: no gap, no duplicate, in commit order. Recovers by itself
   * when the server goes away. A page with `caughtUp` arrives (perhaps empty) each time the end has been reached.
   * @throws InvalidRead when the log ends before where the subscription is, or has another event there than it read: it
   * is not, or no longer, the log that it was read from.
   */
  subscribe(options?: SubscribeOptions): AsyncIterable<Page>;

  /** Position of the last committed event; undefined when the log is empty. */
  head(): Promise<Position | undefined>;

  /** Lets appends in flight finish, ends subscriptions, frees connections. What is called later is StoreUnavailable. */
  close(): Promise<void>;
}
