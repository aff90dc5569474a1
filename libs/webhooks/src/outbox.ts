import { WakeUp } from '#event-store';
import { attempt, type AttemptContext } from './attempt.js';
import { ReceiverGone } from './errors.js';
import type { DelivererHooks, Logger } from './hooks.js';
import type { NotTaken } from './post.js';
import { backOff, type RetryPolicy } from './retry-policy.js';
import type { Delivery, Target } from './rows.js';
import type { Session } from './session.js';

/** Deliveries of one webhook under way at once. */
const AT_ONCE = 8;
/** How often to look for what is due; ms. */
const LOOK_MS = 1_000;
/** How long what is under way may take when all is to stop; ms. */
const FAREWELL_MS = 2_000;

export interface OutboxContext extends AttemptContext {
  readonly retry: RetryPolicy;
  readonly logger: Logger;
  readonly hooks: DelivererHooks;
}

/**
 * Delivers what was noted for one webhook. Of each stream the events go one after the other, and one that fails holds
 * back those behind it until it arrives or is given up; other streams do not wait for it.
 */
export class Outbox {
  private readonly bell = new WakeUp();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly cut = new AbortController();
  private failure: { readonly error: unknown } | undefined;
  /** By performance.now(). */
  private heldUntil = 0;

  constructor(
    private readonly target: Target,
    private readonly session: Session,
    private readonly context: OutboxContext,
  ) {}

  /** There may be something to deliver. */
  look(): void {
    this.bell.ring();
  }

  /** Delivers until stopped; what is under way then may still arrive. @throws what no attempt can get over */
  async giveOut(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) await this.step(signal);
    } finally {
      const timer = setTimeout(() => this.cut.abort(), FAREWELL_MS);
      await Promise.all(this.underWay.values());
      clearTimeout(timer);
    }
  }

  private async step(signal: AbortSignal): Promise<void> {
    const seen = this.bell.seen;
    if (this.failure) throw this.failure.error;
    const free = performance.now() < this.heldUntil ? 0 : AT_ONCE - this.underWay.size;
    const due = free > 0 ? await this.session.due(this.target.id, [...this.underWay.keys()], free) : [];
    if (signal.aborted) return;
    for (const delivery of due) this.begin(delivery, signal);
    if (due.length === 0) await this.bell.after(seen, LOOK_MS, signal);
  }

  private begin(delivery: Delivery, signal: AbortSignal): void {
    const work = this.deliver(delivery, signal)
      .catch((error: unknown) => {
        if (!this.cut.signal.aborted) this.failure ??= { error };
      })
      .finally(() => {
        this.underWay.delete(delivery.position);
        this.bell.ring();
      });
    this.underWay.set(delivery.position, work);
  }

  private async deliver(delivery: Delivery, signal: AbortSignal): Promise<void> {
    const outcome = await attempt(this.target, delivery, this.context, this.cut.signal);
    if (!outcome.ok) return this.note(delivery, outcome, signal);
    await this.session.delivered(this.target.id, delivery.position);
    this.context.hooks.onAttempt?.('delivered');
  }

  /** @throws ReceiverGone */
  private async note(
    { position, eventId, attempts }: Delivery,
    notTaken: NotTaken,
    signal: AbortSignal,
  ): Promise<void> {
    const { id } = this.target;
    const { retry, logger, hooks } = this.context;
    const { problem, gone, askedPause = 0 } = notTaken;
    const failed = attempts + 1;
    const dead = failed >= retry.attempts && !gone;
    const asked = Math.min(askedPause, retry.longestPause);
    const pause = gone ? 0 : Math.max(asked, backOff(failed, retry));
    if (asked > 0) this.holdBack(pause);
    await this.session.failed(id, position, { problem, pause, dead });
    hooks.onAttempt?.(dead ? 'dead' : 'failed');
    logger.warn({ webhook: id, event: eventId, problem, attempts: failed, dead }, 'an event was not delivered');
    if (gone) throw new ReceiverGone();
    if (!dead && pause < LOOK_MS) void new WakeUp().after(0, pause, signal).then(() => this.look());
  }

  /** Begins nothing for so long (ms): who is asked to come later is asked for all that there is. */
  private holdBack(pause: number): void {
    this.heldUntil = Math.max(this.heldUntil, performance.now() + pause);
  }
}
