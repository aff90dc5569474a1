import { StreamDeletedError, WrongExpectedVersionError } from '@kurrent/kurrentdb-client';
import pLimit from 'p-limit';
import { pauseAfter, sleep } from '#postgres';
import { InvalidAppend, StoreUnavailable, unavailable, WrongExpectedRevision } from '../errors.js';
import type { Appended } from '../port.js';
import type { PreparedAppend } from '../prepared-append.js';
import { LONGEST_PAUSE_MS } from '../retrying.js';
import type { Connection } from './connection.js';
import { isPassing } from './failures.js';
import { eventPosition } from './log-position.js';
import type { LogReader } from './log-reader.js';

/** Appends under way at the same time: more only wait in the server instead of here. */
const MOST_UNDER_WAY = 256;

export interface AppenderOptions {
  readonly connection: Connection;
  readonly reader: LogReader;
  readonly prefix: string;
  /** How long an append is tried before its writer hears that its outcome is unknown; ms. */
  readonly retryFor: number;
  readonly onAppend: (milliseconds: number) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Appends of one process: those of different streams at the same time, those of one stream one after the other, so that
 * each finds the stream as the one before left it, whatever had to be repeated.
 */
export class Appender {
  private readonly slots = pLimit(MOST_UNDER_WAY);
  private readonly tails = new Map<string, Promise<unknown>>();
  /** When the server last acknowledged an append; epoch ms. */
  private answeredAt = 0;

  constructor(private readonly options: AppenderOptions) {}

  /**
   * @param since when its call began (epoch ms): the appends of one call are given up together, but for those that only
   * wait here for their turn while the server acknowledges others
   * @throws WrongExpectedRevision, StoreUnavailable, InvalidAppend when the stream was deleted by an operator
   */
  append(append: PreparedAppend, since = Date.now()): Promise<Appended> {
    const before = this.tails.get(append.stream) ?? Promise.resolve();
    const mine = before.then(() => this.slots(() => this.untilKnown(append, since)));
    const tail = mine
      .catch(() => undefined)
      .finally(() => {
        if (this.tails.get(append.stream) === tail) this.tails.delete(append.stream);
      });
    this.tails.set(append.stream, tail);
    return mine;
  }

  /** Resolves when every append so far has its answer. */
  async drained(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }

  /**
   * Repeats the append, with the same ids and revision, until the server says what became of it: it is stored now, or
   * was stored by an attempt that nobody heard of.
   */
  private async untilKnown(append: PreparedAppend, since: number): Promise<Appended> {
    const deadline = Math.max(since, this.answeredAt) + this.options.retryFor;
    for (let failures = 0; ;) {
      const started = performance.now();
      try {
        const appended = await this.attempt(append, deadline);
        this.answeredAt = Date.now();
        this.options.onAppend(performance.now() - started);
        return appended;
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) return await this.conflict(append, error, failures > 0);
        if (error instanceof StreamDeletedError) throw new InvalidAppend(`the stream ${append.stream} was deleted`);
        if (error instanceof StoreUnavailable || !isPassing(error)) throw unavailable(error);
        this.options.onFailure(error);
        const pause = pauseAfter(++failures, LONGEST_PAUSE_MS);
        if (Date.now() + pause >= deadline) throw unavailable(error);
        await sleep(pause);
      }
    }
  }

  private async attempt(append: PreparedAppend, deadline: number): Promise<Appended> {
    const { connection, prefix } = this.options;
    const attempt = connection.append({ ...append, stream: prefix + append.stream });
    attempt.catch(() => undefined);
    const late = Symbol('late');
    const outcome = await Promise.race([attempt, this.lateAt(deadline, late, attempt)]);
    if (outcome === late) throw new StoreUnavailable('the event store did not answer in time: the outcome is unknown');
    const { nextExpectedRevision, position } = outcome as Awaited<typeof attempt>;
    return { revision: Number(nextExpectedRevision), position: eventPosition(String(position!.commit)) };
  }

  private lateAt<T>(deadline: number, late: T, settled: Promise<unknown>): Promise<T> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(late), Math.max(0, deadline - Date.now()));
      const clear = () => clearTimeout(timer);
      settled.then(clear, clear);
    });
  }

  /** An attempt that nobody heard of may be what moved the stream: then this is not a conflict but its result. */
  private async conflict(
    append: PreparedAppend,
    { actualState }: WrongExpectedVersionError,
    hadFailed: boolean,
  ): Promise<Appended> {
    const { stream, expected, events } = append;
    if (hadFailed) {
      const found = await this.options.reader.recordsFrom(stream, expected + 1, events.length);
      if (found.length === events.length && found.every(({ id }, index) => id === events[index]!.id)) {
        return { revision: expected + events.length, position: found.at(-1)!.position };
      }
    }
    const actual = typeof actualState === 'bigint' ? Number(actualState) : 'no_stream';
    throw new WrongExpectedRevision(stream, expected < 0 ? 'no_stream' : expected, actual);
  }
}
