import { WakeUp, type EventStore } from '#event-store';
import type { States } from '#interchange';
import { pauseAfter } from '#postgres';
import { AddressGuard } from './address-guard.js';
import { SILENT, type DelivererHooks, type Logger } from './hooks.js';
import { RETRY_POLICY, type RetryPolicy } from './retry-policy.js';
import type { Target } from './rows.js';
import { SecretBox } from './secret-box.js';
import { Sender, type SenderContext } from './sender.js';
import { Session } from './session.js';

/** What deliveries take from the configuration. */
export interface WebhookSettings {
  /** postgres://… of the read models, beside which webhooks are kept. */
  readonly databaseUrl: string;
  /** Whether URLs may lead into this machine and its network. */
  readonly allowPrivate: boolean;
  /** 32 bytes that secrets are sealed under; without it they are stored as they are. */
  readonly secretKey?: Buffer;
  /** How long the database may say nothing before a connection to it is given up; ms, default 30,000. */
  readonly patience?: number;
}

export interface DelivererOptions extends WebhookSettings {
  readonly store: EventStore;
  readonly states: States;
  readonly logger?: Logger;
  readonly hooks?: DelivererHooks;
  readonly retry?: RetryPolicy;
  /** Until a receiver's status is there; ms, default 15,000. */
  readonly timeout?: number;
  readonly guard?: AddressGuard;
}

export const DEFAULT_PATIENCE_MS = 30_000;
const DEFAULT_TIMEOUT_MS = 15_000;

/** How often one that stands by asks for the lock, and one in charge looks what webhooks there are; ms. */
const STANDBY_MS = 500;
const LOOK_MS = 2_000;

const LONGEST_PAUSE_MS = 5_000;

/**
 * Delivers events to webhooks. Any number may be started on one database, in any processes: one is active, the others
 * stand by.
 */
export class WebhookDeliverer {
  private readonly bell = new WakeUp();
  private readonly stopping = new AbortController();
  private readonly context: SenderContext;
  private readonly senders = new Map<string, Sender>();
  private readonly logger: Logger;
  private failures = 0;
  private failure: { readonly error: unknown } | undefined;
  private working: Promise<void> | undefined;

  constructor(private readonly options: DelivererOptions) {
    const { store, states, hooks = {}, retry = RETRY_POLICY, timeout = DEFAULT_TIMEOUT_MS } = options;
    this.logger = options.logger ?? SILENT;
    const guard = options.guard ?? new AddressGuard(options.allowPrivate);
    const secrets = new SecretBox(options.secretKey);
    this.context = { store, states, guard, secrets, retry, timeout, logger: this.logger, hooks };
  }

  start(): void {
    this.working ??= this.work();
  }

  /** Lets what is under way arrive, for a while, and another deliverer take over. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.bell.ring();
    await this.working;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.connected();
      } catch (error) {
        const pause = pauseAfter(++this.failures, LONGEST_PAUSE_MS);
        this.logger.warn({ err: error, pause }, 'deliveries interrupted');
        await new WakeUp().after(0, pause, this.stopping.signal);
      }
    }
  }

  private async connected(): Promise<void> {
    const { databaseUrl, patience = DEFAULT_PATIENCE_MS } = this.options;
    const session = await Session.open(databaseUrl, patience, () => this.bell.ring());
    try {
      while (!this.stopped && !(await session.tryLock())) await this.pause(STANDBY_MS);
      while (!this.stopped) await this.look(session);
    } finally {
      await this.stopAll();
      this.failure = undefined;
      await session.close();
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await this.bell.after(this.bell.seen, milliseconds, this.stopping.signal);
  }

  /** Brings the senders in line with what webhooks there are, until there is news. */
  private async look(session: Session): Promise<void> {
    const seen = this.bell.seen;
    if (this.failure) throw this.failure.error;
    const targets = new Map((await session.targets()).map((target) => [target.id, target]));
    const outdated = [...this.senders.values()].filter(
      (sender) => sender.ended || !isSame(sender.target, targets.get(sender.target.id)),
    );
    for (const sender of outdated) this.senders.delete(sender.target.id);
    await Promise.all(outdated.map((sender) => sender.stop()));
    // Where those that were stopped have got to is only now known.
    if (outdated.length > 0) return this.bell.ring();
    for (const target of targets.values()) {
      const sender = this.senders.get(target.id);
      if (sender) sender.look();
      else this.begin(target, session);
    }
    this.failures = 0;
    await this.bell.after(seen, LOOK_MS, this.stopping.signal);
  }

  private begin(target: Target, session: Session): void {
    const sender = new Sender(target, session, this.context);
    this.senders.set(target.id, sender);
    sender.start((error) => {
      if (error !== undefined) this.failure ??= { error };
      this.bell.ring();
    });
  }

  private async stopAll(): Promise<void> {
    await Promise.all([...this.senders.values()].map((sender) => sender.stop()));
    this.senders.clear();
  }
}

/** Whether a sender does already what is wanted of it; how far it has got is its own affair. */
function isSame(one: Target, other: Target | undefined): boolean {
  const wanted = (target?: Target) => target && JSON.stringify([target.url, target.conditions, target.secrets]);
  return wanted(one) === wanted(other);
}
