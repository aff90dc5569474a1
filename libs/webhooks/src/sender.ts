import { InvalidRead, StoreUnavailable } from '#event-store';
import { isPassing } from '#postgres';
import { ReceiverGone, SecretSealed } from './errors.js';
import { takeIn, type IntakeContext } from './intake.js';
import { Outbox, type OutboxContext } from './outbox.js';
import type { Target } from './rows.js';
import type { Session } from './session.js';

export interface SenderContext extends IntakeContext, OutboxContext {}

/** What stops a webhook for a reason that its messages may tell: they say nothing of an event's content. */
const EXPLAINED = [InvalidRead, SecretSealed, ReceiverGone];

/** All that is done for one webhook while it is active and stays as it is. */
export class Sender {
  private readonly stopping = new AbortController();
  private readonly outbox: Outbox;
  private working: Promise<void> | undefined;

  constructor(
    readonly target: Target,
    private readonly session: Session,
    private readonly context: SenderContext,
  ) {
    this.outbox = new Outbox(target, session, context);
  }

  get ended(): boolean {
    return this.stopping.signal.aborted;
  }

  /** @param onEnd called when it has ended by itself, with what went wrong if something did that a new start may mend */
  start(onEnd: (error?: unknown) => void): void {
    this.working = this.work().then(
      () => onEnd(),
      (error: unknown) => onEnd(error),
    );
  }

  look(): void {
    this.outbox.look();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    const parts = [
      takeIn(this.target, this.session, this.context, () => this.look(), signal),
      this.outbox.giveOut(signal),
    ];
    // One without the other would only look as if it went on.
    const results = await Promise.allSettled(parts.map((part) => part.finally(() => this.stopping.abort())));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) await this.fail(failed.reason);
  }

  /** What passes by itself is tried again by a new sender; anything else stops this webhook, and no other. */
  private async fail(error: unknown): Promise<void> {
    if (error instanceof StoreUnavailable || isPassing(error)) throw error;
    const explained = EXPLAINED.some((kind) => error instanceof kind);
    const failure = explained
      ? (error as Error).message
      : `stopped by an unexpected ${(error as Error).name}, which is in the log`;
    this.context.logger.error({ webhook: this.target.id, err: error }, 'a webhook was stopped');
    await this.session.stop(this.target.id, failure);
  }
}
