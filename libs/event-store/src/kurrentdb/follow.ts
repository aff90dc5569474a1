import { pauseAfter } from '#postgres';
import { InvalidRead, unavailable } from '../errors.js';
import type { Page, Position } from '../port.js';
import { LONGEST_PAUSE_MS } from '../retrying.js';
import { WakeUp } from '../wake-up.js';
import type { Connection } from './connection.js';
import { isInvalidPosition, isPassing } from './failures.js';
import type { Incoming } from './incoming.js';
import { parsePosition, passedOver } from './log-position.js';
import type { LogReader } from './log-reader.js';
import { subscribeRequest } from './messages.js';
import { PageBuilder } from './page-builder.js';
import { idOf, positionOf, recordedEvent, typeOf, type Recorded } from './recorded.js';

/** How long nothing may come at the end of the log before the server is asked whether it is there; ms. */
const IDLE_MS = 5_000;
/** How many answers are taken before others have a turn. */
const MOST_MESSAGES = 256;

export interface Following {
  readonly connection: Connection;
  readonly reader: LogReader;
  readonly prefix: string;
  readonly after: Position;
  /** The id of the event there, where it is known. */
  readonly afterId: string | undefined;
  readonly types: ReadonlySet<string> | undefined;
  readonly pageSize: number;
  /** Ends the following. */
  readonly signal: AbortSignal;
  readonly onFailure: (error: unknown) => void;
  readonly onForeign: (record: Recorded) => void;
}

/**
 * The log from a position on, for ever. The client's subscriptions end with the server and do not come back: this makes
 * a new one, exactly after the last event seen, once it has made sure that the log still has that event.
 * @throws InvalidRead when it has not
 */
export class Follower {
  private readonly page: PageBuilder;
  private lastId: string | undefined;
  private saidCaughtUp = false;
  private failures = 0;

  constructor(private readonly following: Following) {
    this.page = new PageBuilder(following.pageSize, following.after);
    this.lastId = following.afterId;
  }

  async *pages(): AsyncGenerator<Page, void, undefined> {
    const { signal, onFailure } = this.following;
    while (!signal.aborted) {
      try {
        yield* this.once();
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof InvalidRead) throw error;
        const cause = (error as Error).cause ?? error;
        if (!isPassing(cause)) throw unavailable(cause);
        onFailure(cause);
        await new WakeUp().after(0, pauseAfter(++this.failures, LONGEST_PAUSE_MS), signal);
      }
    }
  }

  /** One subscription, until it ends; whatever ends it. */
  private async *once(): AsyncGenerator<Page, void, undefined> {
    const { connection, prefix, signal } = this.following;
    // What was taken from a subscription and not handed on yet is handed on first.
    if (!this.page.empty) yield this.nextPage(false);
    const call = await connection.open(subscribeRequest({ from: await this.placeToGoOn(), prefix }));
    try {
      yield* this.answers(call);
    } catch (error) {
      throw isInvalidPosition(error) ? this.elsewhere() : error;
    } finally {
      call.cancel();
    }
    if (!signal.aborted) throw new Error('the subscription ended');
  }

  private async *answers(call: Incoming): AsyncGenerator<Page, void, undefined> {
    const { signal } = this.following;
    for (let live = false, turns = 0; !signal.aborted && !call.ended;) {
      const seen = call.seen;
      const messages = call.takeAll(MOST_MESSAGES);
      for (const message of messages) {
        this.failures = 0;
        const record = message.getEvent()?.getEvent();
        if (record) {
          if (this.page.full) yield this.nextPage(false);
          this.add(record);
        } else if (message.hasCheckpoint()) {
          if (!live) yield* this.passOver(message.getCheckpoint()!.getCommitPosition());
        } else if (message.hasCaughtUp()) live = true;
        else if (message.hasFellBehind()) live = false;
      }
      const news = live && (!this.page.empty || !this.saidCaughtUp);
      if (messages.length > 0) turns = 0;
      // What the server has sent already takes a turn or two of the event loop to get here.
      else if (news && turns++ < 2) await new Promise(setImmediate);
      else if (news) yield this.caughtUp();
      else await this.more(call, seen, live);
    }
  }

  private async more(call: Incoming, seen: number, live: boolean): Promise<void> {
    const { connection, signal } = this.following;
    if (!live) return connection.dueFor(() => call.more(seen, undefined, signal));
    await call.more(seen, IDLE_MS, signal);
    if (call.seen === seen && !signal.aborted) await connection.probe();
    else connection.heard();
  }

  private add(record: Recorded): void {
    const { prefix, types, onForeign } = this.following;
    const wanted = !types || types.has(typeOf(record));
    const event = wanted ? recordedEvent(record, prefix) : undefined;
    if (wanted && !event) onForeign(record);
    this.page.add(event, positionOf(record));
    this.lastId = idOf(record);
    this.saidCaughtUp = false;
  }

  private caughtUp(): Page {
    this.saidCaughtUp = true;
    return this.nextPage(true);
  }

  private nextPage(caughtUp: boolean): Page {
    return { ...this.page.take(caughtUp), lastId: this.lastId };
  }

  private *passOver(record: string): Generator<Page, void, undefined> {
    // The checkpoint of what was read or passed over before says nothing new.
    if ((parsePosition(this.page.at).record ?? 0n) >= BigInt(record)) return;
    if (!this.page.empty) yield this.nextPage(false);
    this.page.passOver(passedOver(this.page.at, record));
    yield this.nextPage(false);
  }

  /**
   * Where the log is subscribed to. Of what was passed over the server may show nothing: where it does not, that is
   * passed over again from the last event on, which alone says which log this is.
   * @throws InvalidRead when the log has not, or no longer, the event it had there
   */
  private async placeToGoOn(): Promise<bigint | undefined> {
    const { reader, prefix, signal } = this.following;
    const { event, record } = parsePosition(this.page.at);
    if (event !== undefined) {
      const found = await reader.firstAt(event, prefix, signal);
      if (!found || BigInt(found.getCommitPosition()) !== event) throw this.elsewhere();
      if (this.lastId !== undefined && idOf(found) !== this.lastId) throw this.elsewhere();
      this.lastId = idOf(found);
    }
    if (record === event || record === undefined) return event;
    const found = await reader.firstAt(record, undefined, signal);
    return found && BigInt(found.getCommitPosition()) === record ? record : event;
  }

  private elsewhere(): InvalidRead {
    return new InvalidRead(
      `the log has not what it had at position ${this.page.at}: is this the log that it came from?`,
    );
  }
}
