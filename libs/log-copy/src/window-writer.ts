import {
  StoreUnavailable,
  WrongExpectedRevision,
  type Append,
  type Appended,
  type EventStore,
  type Position,
} from '#event-store';
import { pauseAfter, sleep } from '#postgres';
import { TargetChanged } from './errors.js';

const LONGEST_PAUSE_MS = 1_000;

export interface WindowWriterOptions {
  readonly target: EventStore;
  /** Of the last event of the target. */
  readonly end: Position | undefined;
  /** How long one append is tried while the target cannot be reached; ms. */
  readonly retryFor: number;
  /** Told of each attempt that did not reach the target. */
  readonly onFailure: (error: StoreUnavailable) => void;
}

/**
 * Appends windows to a target, one after the other. What of a window fails is sent again one by one and in order, until
 * it is there: nothing of a window is sent before all of the one before it is stored.
 */
export class WindowWriter {
  /** An append landed before one that it should follow: a failure reordered them. */
  disordered = false;
  private end: Position | undefined;
  /** Calls may overtake each other while a connection is made. */
  private warm = false;

  constructor(private readonly options: WindowWriterOptions) {
    this.end = options.end;
  }

  /** @throws TargetChanged, StoreUnavailable, and what the store says of an event that it cannot take */
  async write(window: readonly Append[]): Promise<void> {
    const [first] = window;
    if (!first) return;
    if (!this.warm) this.landed(await this.persist(first));
    const rest = this.warm ? window : window.slice(1);
    this.warm = true;
    if (rest.length === 0) return;
    const outcomes = await this.options.target.appendMany(rest);
    for (const [index, outcome] of outcomes.entries()) {
      // What follows an append that failed may have failed because of that.
      if (!outcome.ok && this.warm) this.report(outcome.error);
      this.warm &&= outcome.ok;
      this.landed(outcome.ok ? outcome.appended : await this.persist(rest[index]!));
    }
  }

  private landed({ position }: Appended): void {
    if (this.end !== undefined && position < this.end) this.disordered = true;
    else this.end = position;
  }

  /** The same ids at the same revision: stored now, or found stored. */
  private async persist({ stream, events, expected }: Append): Promise<Appended> {
    const giveUpAt = performance.now() + this.options.retryFor;
    for (let failures = 1; ; failures++) {
      try {
        return await this.options.target.append(stream, events, expected);
      } catch (error) {
        this.report(error);
        if (performance.now() > giveUpAt) throw error;
        await sleep(pauseAfter(failures, LONGEST_PAUSE_MS));
      }
    }
  }

  /** @throws whatever does not pass */
  private report(error: unknown): void {
    if (error instanceof WrongExpectedRevision) throw new TargetChanged({ cause: error });
    if (!(error instanceof StoreUnavailable)) throw error;
    this.options.onFailure(error);
  }
}
