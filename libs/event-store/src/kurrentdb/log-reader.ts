import { pauseAfter, sleep } from '#postgres';
import { InvalidRead, StoreUnavailable, unavailable } from '../errors.js';
import type { Page, Position, RecordedEvent } from '../port.js';
import { LONGEST_PAUSE_MS } from '../retrying.js';
import type { Connection } from './connection.js';
import { isInvalidPosition, isPassing } from './failures.js';
import type { Incoming } from './incoming.js';
import { parsePosition, START } from './log-position.js';
import { readLogRequest, readStreamRequest } from './messages.js';
import { PageBuilder } from './page-builder.js';
import { idOf, positionOf, recordedEvent, type Recorded } from './recorded.js';

/** How many records are handled at a time. */
const MOST_RECORDS = 256;

export interface LogReaderOptions {
  readonly connection: Connection;
  readonly prefix: string;
  /** How long a read is repeated while it fails, before it is StoreUnavailable; ms. */
  readonly retryFor: number;
  /** Told of events that Recourse cannot have written; they are passed over. */
  readonly onForeign: (record: Recorded) => void;
}

/** Which records to read, and how. */
interface Stretch {
  readonly limit: number;
  readonly pageSize: number;
  /** The last event to read. */
  readonly until?: Position | undefined;
  /** The request for what lies after the last event that was read; undefined at first. */
  readonly request: (last: RecordedEvent | undefined, limit: number) => ReturnType<typeof readLogRequest>;
  /** Where the read starts, which is not part of it. */
  readonly after?: Position | undefined;
}

/** Reads of a known length, repeated from where they were while their failures pass. */
export class LogReader {
  constructor(private readonly options: LogReaderOptions) {}

  stream(
    stream: string,
    { from, backwards, limit, pageSize }: { from?: number; backwards: boolean; limit: number; pageSize: number },
    signal: AbortSignal,
  ): AsyncGenerator<Page, void, undefined> {
    const name = this.options.prefix + stream;
    const step = backwards ? -1 : 1;
    const request = (last: RecordedEvent | undefined, left: number) =>
      readStreamRequest({ stream: name, from: last ? last.revision + step : from, backwards, limit: left });
    const ended = (last: RecordedEvent) => backwards && last.revision === 0;
    return this.read({ limit, pageSize, request }, signal, ended);
  }

  async *log(
    { after, backwards, limit, pageSize }: { after?: Position; backwards: boolean; limit: number; pageSize: number },
    signal: AbortSignal,
  ): AsyncGenerator<Page, void, undefined> {
    const { prefix } = this.options;
    const start = after === undefined ? undefined : parsePosition(after);
    if (start && start.record === undefined && backwards) return;
    // An endless log is read up to where it ends now.
    const until = backwards || limit < Infinity ? undefined : await this.head(signal);
    if (!backwards && limit === Infinity && (until === undefined || (after !== undefined && until <= after))) return;
    const request = (last: RecordedEvent | undefined, left: number) => {
      const place = last ? parsePosition(last.position) : start;
      const from = backwards ? place?.record : place?.event;
      // Forwards the server begins with the event that it is given.
      const skipped = !backwards && from !== undefined ? 1 : 0;
      return readLogRequest({ from, backwards, limit: left + skipped, prefix });
    };
    yield* this.read({ limit, pageSize, request, until, after }, signal, () => false);
  }

  /** The position of the last event; undefined for an empty log. */
  async head(signal: AbortSignal): Promise<Position | undefined> {
    const { prefix } = this.options;
    const request = () => readLogRequest({ from: undefined, backwards: true, limit: 1, prefix });
    for await (const [record] of this.records(request, signal)) return positionOf(record!);
    return undefined;
  }

  /** The first record from a position on, of whatever ledger if no prefix is given; undefined when there is none. */
  async firstAt(from: bigint, prefix: string | undefined, signal: AbortSignal): Promise<Recorded | undefined> {
    const request = () => readLogRequest({ from, backwards: false, limit: 1, prefix });
    try {
      for await (const [record] of this.records(request, signal)) return record;
    } catch (error) {
      if (!(error instanceof InvalidRead)) throw error;
    }
    return undefined;
  }

  /** The ids and positions of a stream's events from a revision on, at most so many. */
  async recordsFrom(stream: string, from: number, limit: number): Promise<{ id: string; position: Position }[]> {
    const request = () => readStreamRequest({ stream: this.options.prefix + stream, from, backwards: false, limit });
    const found: { id: string; position: Position }[] = [];
    for await (const records of this.records(request, new AbortController().signal)) {
      found.push(...records.map((record) => ({ id: idOf(record), position: positionOf(record) })));
    }
    return found;
  }

  private async *read(
    { limit, pageSize, request, until, after }: Stretch,
    signal: AbortSignal,
    ended: (last: RecordedEvent) => boolean,
  ): AsyncGenerator<Page, void, undefined> {
    if (limit === 0) return;
    const page = new PageBuilder(pageSize, START);
    const start = after?.split('.', 1)[0];
    let last: RecordedEvent | undefined;
    let left = limit;
    reading: for await (const records of this.records(() => request(last, left), signal)) {
      for (const record of records) {
        const position = positionOf(record);
        if (position === start || position === last?.position) continue;
        if (until !== undefined && position > until) break reading;
        if (page.full) yield page.take(false);
        const event = recordedEvent(record, this.options.prefix);
        if (!event) this.options.onForeign(record);
        else {
          page.add(event, position);
          last = event;
          if (--left === 0 || position === until || ended(event)) break reading;
        }
      }
    }
    if (!page.empty) yield page.take(true);
  }

  /** @param request made anew for each attempt, from what was read before it */
  private async *records(
    request: () => ReturnType<typeof readLogRequest>,
    signal: AbortSignal,
  ): AsyncGenerator<Recorded[], void, undefined> {
    let deadline = Date.now() + this.options.retryFor;
    for (let failures = 0; ;) {
      try {
        for await (const records of this.once(request(), signal)) {
          failures = 0;
          yield records;
          deadline = Date.now() + this.options.retryFor;
        }
        return;
      } catch (error) {
        signal.throwIfAborted();
        const pause = pauseAfter(++failures, LONGEST_PAUSE_MS);
        if (error instanceof InvalidRead) throw error;
        if (!isPassing(error) || error instanceof StoreUnavailable || Date.now() + pause >= deadline) {
          throw unavailable(error);
        }
        await sleep(pause);
      }
    }
  }

  /** What one call answers, as much at a time as is there; never nothing. */
  private async *once(
    request: ReturnType<typeof readLogRequest>,
    signal: AbortSignal,
  ): AsyncGenerator<Recorded[], void, undefined> {
    const { connection } = this.options;
    const call = await connection.open(request);
    try {
      while (true) {
        signal.throwIfAborted();
        const seen = call.seen;
        const records = call.takeAll(MOST_RECORDS).flatMap((message) => message.getEvent()?.getEvent() ?? []);
        if (records.length > 0) yield records;
        else if (call.ended) return;
        else await this.more(call, seen, signal);
      }
    } catch (error) {
      if (isInvalidPosition(error)) throw new InvalidRead('the log has no event at that position: is it another log?');
      throw error;
    } finally {
      call.cancel();
    }
  }

  private async more(call: Incoming, seen: number, signal: AbortSignal): Promise<void> {
    const { connection, retryFor } = this.options;
    const started = performance.now();
    await connection.dueFor(() => call.more(seen, retryFor, signal));
    if (call.seen === seen && !signal.aborted && performance.now() - started >= retryFor) {
      throw new StoreUnavailable(`the event store did not answer within ${retryFor} ms`);
    }
  }
}
