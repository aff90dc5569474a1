import { WakeUp, type EventStore, type Position } from '#event-store';
import { pauseAfter } from '#postgres';
import type { Build } from './build.js';
import type { Checkpoints } from './checkpoints.js';
import { CheckpointMoved } from './errors.js';
import { failureMessage } from './failure-message.js';
import { Follower } from './follower.js';
import type { EngineHooks } from './hooks.js';
import type { Batch } from './inbox.js';
import type { Logger } from './logger.js';
import { isPassing } from './passing.js';
import { PoisonEvent } from './poison-event.js';
import type { Projection } from './projection.js';
import { Session } from './session.js';
import { isLive, type Failure, type ProjectionState } from './state.js';

/** How often an engine that stands by asks for the lock, and one whose projection stands still looks at its state. */
const STANDBY_MS = 500;

/** Stands for a message that could not be stored. */
const UNSTORED = 'the message cannot be stored; it is in the log';

const LONGEST_PAUSE_MS = 5_000;

/** How often it is written down how far the completion of tables has come. */
const COMPLETING_MS = 500;

export interface WorkerContext {
  readonly store: EventStore;
  readonly databaseUrl: string;
  /** How long the database may say nothing before a connection to it is given up; ms. */
  readonly patience: number;
  readonly checkpoints: Checkpoints;
  readonly logger: Logger;
  readonly hooks: EngineHooks;
  /** Rung when builds of a projection may have begun or ended. */
  readonly changes: WakeUp;
}

/** Keeps one build of a projection going for as long as the engine runs: stands by, follows, stops over a poison event, recovers. */
export class Worker {
  private readonly bell = new WakeUp();
  private readonly names: { readonly projection: string; readonly version: number; readonly build: number };
  private readonly unlisten: () => void;
  private stopping = false;
  private news = false;
  private failures = 0;
  private toldCompleting = -Infinity;
  private state: ProjectionState | undefined;
  private working: Promise<void> | undefined;

  constructor(
    private readonly projection: Projection,
    private readonly build: Build,
    private readonly context: WorkerContext,
  ) {
    this.names = { projection: build.name, version: build.version, build: build.build };
    this.unlisten = context.checkpoints.onWait(() => this.bell.ring());
  }

  start(): void {
    this.working ??= this.work();
  }

  /** Finishes the batch in hand, and lets another engine take over. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.unlisten();
    this.bell.ring();
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.connected();
      } catch (error) {
        const pause = pauseAfter(++this.failures, LONGEST_PAUSE_MS);
        const details = { ...this.names, error: failureMessage(error), pause };
        this.context.logger.warn(details, 'projection interrupted');
        await this.rest(pause);
      }
    }
  }

  private async connected(): Promise<void> {
    const { databaseUrl, patience } = this.context;
    const session = await Session.open(databaseUrl, patience, this.build, () => this.hear());
    try {
      await this.standBy(session);
    } finally {
      await session.close();
    }
  }

  private async standBy(session: Session): Promise<void> {
    while (!this.stopping) {
      const seen = this.bell.seen;
      if (!(await session.tryLock())) await this.bell.after(seen, STANDBY_MS);
      else {
        await this.beInCharge(session);
        await session.unlock();
      }
    }
  }

  /** Returns when it should stop, or when somebody else is in charge. */
  private async beInCharge(session: Session): Promise<void> {
    while (!this.stopping) {
      const seen = this.bell.seen;
      const checkpoint = await session.checkpoint();
      if (checkpoint) this.enter(checkpoint.state);
      if (!checkpoint || !isLive(checkpoint.state)) {
        await this.bell.after(seen, STANDBY_MS);
        continue;
      }
      const follower = new Follower(this.followerContext(session), checkpoint);
      const { position } = checkpoint;
      this.context.checkpoints.publish(this.build, { committed: position, reached: position });
      try {
        await follower.follow();
      } catch (error) {
        if (error instanceof CheckpointMoved) return;
        if (isPassing(error)) throw error;
        session.check();
        await this.fail(session, follower, error);
      } finally {
        this.context.checkpoints.withdraw(this.build);
      }
    }
  }

  private async fail(session: Session, follower: Follower, error: unknown): Promise<void> {
    const failure = failureOf(error);
    this.context.logger.error({ ...this.names, failure }, 'projection failed');
    try {
      await session.fail(follower.committed, failure);
    } catch (error) {
      if (isPassing(error)) throw error;
      // Whatever is wrong with the message: a projection that cannot even fail would try for ever.
      await session.fail(follower.committed, { ...failure, message: UNSTORED });
    }
  }

  private followerContext(session: Session) {
    return {
      store: this.context.store,
      projection: this.projection,
      session,
      bell: this.bell,
      stopping: () => this.stopping,
      news: () => {
        const news = this.news;
        this.news = false;
        return news;
      },
      onBatch: (batch: Batch, committed: Position, milliseconds: number) => this.report(batch, committed, milliseconds),
      onCompleting: (done: number, milliseconds: number) => this.complete(done, milliseconds),
      onBooted: () => this.enter('running'),
      onTakenOver: () => this.context.logger.info(this.names, 'projection serves'),
    };
  }

  private report({ events, read, position }: Batch, committed: Position, milliseconds: number): void {
    this.failures = 0;
    this.context.checkpoints.publish(this.build, { committed, reached: position });
    this.context.hooks.onBatch?.({ ...this.names, events: events.length, read, position, milliseconds });
  }

  private complete(done: number, milliseconds: number): void {
    if (performance.now() - this.toldCompleting < COMPLETING_MS) return;
    this.toldCompleting = performance.now();
    this.context.checkpoints.completing(this.build, done, milliseconds);
  }

  private enter(state: ProjectionState): void {
    if (state === this.state) return;
    this.state = state;
    this.context.logger.info({ ...this.names, state }, 'projection state');
    this.context.hooks.onState?.({ ...this.names, state });
  }

  private hear(): void {
    this.news = true;
    this.bell.ring();
    this.context.changes.ring();
  }

  private async rest(milliseconds: number): Promise<void> {
    const until = performance.now() + milliseconds;
    while (!this.stopping && performance.now() < until) {
      await this.bell.after(this.bell.seen, until - performance.now());
    }
  }
}

function failureOf(error: unknown): Failure {
  const at = new Date().toISOString();
  if (!(error instanceof PoisonEvent)) {
    return { eventId: null, type: null, position: null, message: failureMessage(error), at };
  }
  const { event, cause } = error;
  const message = failureMessage(cause, [event.data, event.metadata]);
  return { eventId: event.id, type: event.type, position: event.position, message, at };
}
