import { pauseAfter } from '#postgres';
import { LONGEST_PAUSE_MS } from '../retrying.js';
import { WakeUp } from '../wake-up.js';
import type { Connection } from './connection.js';
import { isPassing } from './failures.js';
import type { Incoming } from './incoming.js';
import { subscribeToTypesRequest } from './messages.js';
import { contentOf, streamOf, typeOf, type Recorded } from './recorded.js';
import { UnsafeRetention, type Truncation } from './unsafe-retention.js';

const METADATA = '$metadata';
const DELETED = '$streamDeleted';
/** Settings of a stream by which the server drops events from its start. */
const TRUNCATING = ['$maxAge', '$maxCount', '$tb'] as const;

/** How many answers are taken before others have a turn. */
const MOST_MESSAGES = 100;

/** What is told of each change: the streams that the server may drop events of now, and those that have become so. */
export interface RetentionChange {
  readonly truncations: readonly Truncation[];
  readonly added: readonly Truncation[];
}

export interface RetentionOptions {
  readonly connection: Pick<Connection, 'open'>;
  readonly prefix: string;
  /** Not told of what is found at the start, which `start` throws. */
  readonly onChange: (change: RetentionChange) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Watches the metadata of this ledger's streams, from the start of the log on: what an operator may set there truncates
 * a stream whenever the server next scavenges.
 */
export class RetentionWatch {
  /** As it was when the end of the log was last reached. */
  private truncated: ReadonlyMap<string, Truncation> = new Map();
  private readonly over = new AbortController();
  private readonly progress = new WakeUp();
  private caughtUp = false;
  private failures = 0;
  private failure: Error | undefined;
  private watching: Promise<void> | undefined;

  constructor(private readonly options: RetentionOptions) {}

  /** Resolves when all that is set now is known. @throws UnsafeRetention, or what keeps it from being known */
  async start(deadline: number): Promise<void> {
    this.watching = this.watch();
    while (!this.caughtUp && !this.failure && Date.now() < deadline) {
      await this.progress.after(this.progress.seen, deadline - Date.now());
    }
    if (!this.caughtUp) throw this.failure ?? new Error('the metadata of the streams could not be read in time');
    if (this.truncated.size > 0) throw new UnsafeRetention([...this.truncated.values()]);
  }

  async stop(): Promise<void> {
    this.over.abort();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { signal } = this.over;
    while (!signal.aborted) {
      try {
        await this.once();
      } catch (error) {
        if (signal.aborted) return;
        this.options.onFailure(error);
        this.failure = error as Error;
        this.progress.ring();
        if (!isPassing(error)) return;
        await new WakeUp().after(0, pauseAfter(++this.failures, LONGEST_PAUSE_MS), signal);
      }
    }
  }

  /** One subscription, until it ends; whatever ends it. */
  private async once(): Promise<void> {
    const { signal } = this.over;
    const call = await this.options.connection.open(subscribeToTypesRequest([METADATA, DELETED]));
    try {
      await this.follow(call);
    } finally {
      call.cancel();
    }
    if (!signal.aborted) throw new Error('the subscription ended');
  }

  private async follow(call: Incoming): Promise<void> {
    const { signal } = this.over;
    // Each subscription begins with the log: what was set and cleared long ago is no news.
    const found = new Map<string, Truncation>();
    for (let live = false; !signal.aborted && !call.ended;) {
      const seen = call.seen;
      const messages = call.takeAll(MOST_MESSAGES);
      for (const message of messages) {
        const record = message.getEvent()?.getEvent();
        if (record) this.look(record, found);
        live ||= message.hasCaughtUp();
      }
      if (live) this.know(found);
      if (messages.length === 0) await call.more(seen, undefined, signal);
    }
  }

  private look(record: Recorded, found: Map<string, Truncation>): void {
    const { prefix } = this.options;
    const deleted = typeOf(record) === DELETED;
    const of = deleted ? streamOf(record) : streamOf(record).replace(/^\$\$/, '');
    if (of.startsWith('$') || !of.startsWith(prefix)) return;
    const stream = of.slice(prefix.length);
    const by = deleted ? ['deleted'] : TRUNCATING.filter((setting) => setting in contentOf(record));
    if (by.length === 0) found.delete(stream);
    else found.set(stream, { stream, by });
  }

  private know(found: ReadonlyMap<string, Truncation>): void {
    const known = this.truncated;
    this.truncated = new Map(found);
    this.failures = 0;
    this.failure = undefined;
    const added = [...found.values()].filter(({ stream, by }) => String(known.get(stream)?.by) !== String(by));
    const changed = added.length > 0 || known.size !== found.size;
    if (this.caughtUp && changed) this.options.onChange({ truncations: [...found.values()], added });
    this.caughtUp = true;
    this.progress.ring();
  }
}
