import { pauseAfter } from '#postgres';
import { LONGEST_PAUSE_MS } from '../retrying.js';
import { WakeUp } from '../wake-up.js';
import type { Connection } from './connection.js';
import { isPassing } from './failures.js';
import { subscribeToTypesRequest } from './messages.js';
import { contentOf, streamOf, typeOf, type Recorded } from './recorded.js';

const METADATA = '$metadata';
const DELETED = '$streamDeleted';
/** Settings of a stream by which the server drops events from its start. */
const TRUNCATING = ['$maxAge', '$maxCount', '$tb'] as const;

/** A stream of this ledger that the server will not keep whole. */
export interface Truncation {
  readonly stream: string;
  /** `$maxAge`, `$maxCount`, `$tb`, or `deleted`. */
  readonly by: readonly string[];
}

/** The server may drop events of this ledger: it is no place for one until that has been put right. */
export class UnsafeRetention extends Error {
  constructor(readonly truncations: readonly Truncation[]) {
    const shown = truncations.slice(0, 5).map(({ stream, by }) => `${stream} (${by.join(', ')})`);
    const more = truncations.length > shown.length ? `, and ${truncations.length - shown.length} more` : '';
    super(`the server may drop events of ${shown.join(', ')}${more}: clear that from the metadata of these streams`);
    this.name = 'UnsafeRetention';
  }
}

export interface RetentionOptions {
  readonly connection: Connection;
  readonly prefix: string;
  readonly onTruncation: (truncation: Truncation) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Watches the metadata of this ledger's streams, from the start of the log on: what an operator may set there truncates
 * a stream whenever the server next scavenges.
 */
export class RetentionWatch {
  private readonly truncated = new Map<string, Truncation>();
  private readonly over = new AbortController();
  private readonly progress = new WakeUp();
  private caughtUp = false;
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
    for (let failures = 0; !signal.aborted;) {
      try {
        await this.once();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        this.options.onFailure(error);
        this.failure = error as Error;
        this.progress.ring();
        if (!isPassing(error)) return;
        await new WakeUp().after(0, pauseAfter(++failures, LONGEST_PAUSE_MS), signal);
      }
    }
  }

  private async once(): Promise<void> {
    const { connection } = this.options;
    const { signal } = this.over;
    const call = await connection.open(subscribeToTypesRequest([METADATA, DELETED]));
    try {
      while (!signal.aborted && !call.ended) {
        const seen = call.seen;
        for (const message of call.takeAll(100)) {
          const record = message.getEvent()?.getEvent();
          if (record) this.look(record);
          if (message.hasCaughtUp()) this.reachEnd();
        }
        await call.more(seen, undefined, signal);
      }
    } finally {
      call.cancel();
    }
  }

  private reachEnd(): void {
    this.caughtUp = true;
    this.failure = undefined;
    this.progress.ring();
  }

  private look(record: Recorded): void {
    const { prefix, onTruncation } = this.options;
    const deleted = typeOf(record) === DELETED;
    const of = deleted ? streamOf(record) : streamOf(record).replace(/^\$\$/, '');
    if (of.startsWith('$') || !of.startsWith(prefix)) return;
    const stream = of.slice(prefix.length);
    const by = deleted ? ['deleted'] : TRUNCATING.filter((setting) => setting in contentOf(record));
    if (by.length === 0) this.truncated.delete(stream);
    else {
      const known = this.truncated.get(stream);
      this.truncated.set(stream, { stream, by });
      if (this.caughtUp && String(known?.by) !== String(by)) onTruncation({ stream, by });
    }
  }
}
