import { isPassing, pauseAfter, sleep } from '#postgres';
import { unavailable } from '../errors.js';
import type { AppendOutcome } from '../port.js';
import type { PreparedAppend } from '../prepared-append.js';
import type { Verdict } from './append-call.js';
import { AppendGroup, type WaitingAppend } from './append-group.js';
import { LONGEST_PAUSE_MS } from '../retrying.js';

export interface GroupCommitterOptions {
  /** Sends a group in one call; the deadline is for this call alone (epoch ms). */
  readonly commit: (group: AppendGroup, deadline: number) => Promise<Verdict[]>;
  /** How long an append is tried before its writer hears that its outcome is unknown. */
  readonly retryFor: number;
  /** After each commit: how many appends shared it, and how long the call took. What it throws interests nobody. */
  readonly onCommit: (size: number, milliseconds: number) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Whoever is told cannot undo what happened, nor hold up those who wait: an error of theirs is dropped. */
function tell(what: () => void): void {
  try {
    what();
  } catch {
    return;
  }
}

/**
 * Group commit: while one call is under way, appends gather for the next, and one flush serves them all. Each still
 * gets an answer of its own.
 */
export class GroupCommitter {
  private queue: WaitingAppend[] = [];
  /** Appends at the head of the queue that a refused one kept out of a commit: no newcomer may hold them back again. */
  private heldBack = 0;
  private working: Promise<void> | undefined;

  constructor(private readonly options: GroupCommitterOptions) {}

  /** @param since when its call began (epoch ms): the appends of one call are given up together */
  append(append: PreparedAppend, settle: (outcome: AppendOutcome) => void, since = Date.now()): void {
    this.queue.push({ append, deadline: since + this.options.retryFor, settle });
    this.working ??= this.work();
  }

  /** Resolves when every append so far has its answer. */
  async drained(): Promise<void> {
    while (this.working) await this.working;
  }

  private async work(): Promise<void> {
    for (let failures = 0; ;) {
      // Who was just answered may append again at once: their appends join the next group.
      await new Promise(setImmediate);
      if (this.queue.length === 0) break;
      const group = this.nextGroup();
      try {
        await this.commit(group);
        failures = 0;
      } catch (error) {
        tell(() => this.options.onFailure(error));
        await this.putBack(group, error, ++failures);
      }
    }
    this.working = undefined;
  }

  private nextGroup(): AppendGroup {
    const group = new AppendGroup();
    const later: WaitingAppend[] = [];
    const eligible = this.heldBack || this.queue.length;
    this.heldBack = 0;
    let offered = 0;
    while (offered < eligible && !group.full) {
      const waiting = this.queue[offered++]!;
      if (!group.offer(waiting)) later.push(waiting);
    }
    this.queue = offered === this.queue.length ? later : later.concat(this.queue.slice(offered));
    return group;
  }

  private async commit(group: AppendGroup): Promise<void> {
    const started = performance.now();
    const verdicts = await this.options.commit(group, Date.now() + this.options.retryFor);
    const again: WaitingAppend[] = [];
    for (const [index, waiting] of group.members.entries()) {
      const verdict = verdicts[index]!;
      if (verdict === 'again') again.push(waiting);
      else if (verdict === 'again_alone') again.push({ ...waiting, alone: true });
      else waiting.settle(verdict);
    }
    this.queue = again.concat(this.queue);
    this.heldBack = again.length;
    tell(() => this.options.onCommit(group.members.length - again.length, performance.now() - started));
  }

  /**
   * After a failure nobody knows whether the group was stored. Sending the same ids again finds out: they are stored
   * now, or were stored then.
   */
  private async putBack(group: AppendGroup, error: unknown, failures: number): Promise<void> {
    const pause = pauseAfter(failures, LONGEST_PAUSE_MS);
    const giveUp = (waiting: WaitingAppend) => waiting.settle({ ok: false, error: unavailable(error) });
    if (!isPassing(error)) group.members.splice(0).forEach(giveUp);
    const waiting = group.members.concat(this.queue);
    const retryAt = Date.now() + pause;
    waiting.filter(({ deadline }) => deadline <= retryAt).forEach(giveUp);
    this.queue = waiting.filter(({ deadline }) => deadline > retryAt);
    if (this.queue.length > 0) await sleep(pause);
  }
}
