import type { ClientBase } from 'pg';
import type { EventStore, Position, RecordedEvent, WakeUp } from '#event-store';
import { CheckpointMoved } from './errors.js';
import { Inbox, type Batch } from './inbox.js';
import { isPassing } from './passing.js';
import { PoisonEvent } from './poison-event.js';
import type { Projection, ProjectionRun, Window } from './projection.js';
import type { Checkpoint, Session } from './session.js';
import { isLive } from './state.js';

const WINDOW: Window = { events: 20_000, bytes: 16 * 1024 * 1024 };

/** Most events of a page of the log. */
const PAGE_SIZE = 2_000;

/** A checkpoint that only passes over events of other types may lag so far behind: there would be one for every append. */
const PASSED_OVER_MS = 50;

/**
 * Where events come one by one, each is handled at once. Where several came together, a pause lets more gather: a batch
 * costs little more than an event, and whoever appends so much needs the processor. Somebody who waits ends the pause.
 */
const PAUSE_PER_EVENT_MS = 0.5;
const LONGEST_PAUSE_MS = 100;

/** How often to look whether somebody else changed the state. A notification says so at once, but may be missed. */
const LOOK_MS = 1_000;

export interface FollowerContext {
  readonly store: EventStore;
  readonly projection: Projection;
  readonly session: Session;
  /** Rung when there may be news of any kind. */
  readonly bell: WakeUp;
  readonly stopping: () => boolean;
  /** Whether somebody may have changed the state since this was last asked. */
  readonly news: () => boolean;
  /** Everything up to the batch's position is in the tables, whose checkpoint is `committed`. */
  readonly onBatch: (batch: Batch, committed: Position, milliseconds: number) => void;
  /** At the end of the log, so much of what is left to do there is done, 0 to 1, after so long. */
  readonly onCompleting: (done: number, milliseconds: number) => void;
  readonly onBooted: () => void;
  /** Queries read its tables now, or those of a later build. */
  readonly onTakenOver: () => void;
}

/** A place in the log, and the event there. */
interface Place {
  readonly position: Position;
  /** Undefined before the first event, and where nobody noted it. */
  readonly eventId: string | undefined;
}

/** Brings one projection from its checkpoint to the end of the log and keeps it there. */
export class Follower {
  /** The checkpoint, as this follower left it. */
  private checkpoint: Place;
  /** What was read since then concerns the projection not. */
  private reached: Place;
  private booted: boolean;
  /** Whether queries read its tables, or those of a later build. */
  private settled: boolean;
  private run: ProjectionRun | undefined;
  private lastLook = performance.now();
  private lastMove = performance.now();
  private lastAsked = performance.now();

  constructor(
    private readonly context: FollowerContext,
    { position, eventId, booted, active }: Checkpoint,
  ) {
    this.checkpoint = this.reached = { position, eventId: eventId ?? undefined };
    this.booted = booted;
    this.settled = active;
  }

  get committed(): Position {
    return this.checkpoint.position;
  }

  /**
   * Follows until it should stop, with the batch in hand finished.
   * @throws CheckpointMoved, ConnectionLost, PoisonEvent, and whatever ends reading or starting
   */
  async follow(): Promise<void> {
    const { store, projection, bell } = this.context;
    await this.startedRun();
    const inbox = new Inbox({ ...WINDOW, ...projection.window }, bell);
    const reading = new AbortController();
    const { position, eventId: afterId } = this.checkpoint;
    const after = position === '' ? undefined : position;
    const subscription = { after, afterId, types: [...projection.types], pageSize: PAGE_SIZE, signal: reading.signal };
    const filling = inbox.fill(store.subscribe(subscription));
    try {
      while (!this.context.stopping()) await this.step(inbox);
      await this.passOver();
    } finally {
      inbox.close();
      reading.abort();
      await filling;
    }
  }

  private async step(inbox: Inbox): Promise<void> {
    const { bell, session } = this.context;
    const seen = bell.seen;
    session.check();
    const sinceLook = performance.now() - this.lastLook;
    if (this.context.news() || sinceLook >= LOOK_MS) return this.look();
    const batch = inbox.take();
    if (batch) {
      await this.handle(batch);
      if (batch.caughtUp) await this.readOn(inbox, batch.read);
      return;
    }
    const sinceMove = performance.now() - this.lastMove;
    if (this.reached === this.checkpoint) await bell.after(seen, LOOK_MS - sinceLook);
    else if (sinceMove >= PASSED_OVER_MS) await this.passOver();
    else await bell.after(seen, PASSED_OVER_MS - sinceMove);
  }

  /** @throws CheckpointMoved when the projection should not go on as it does. */
  private async look(): Promise<void> {
    const found = await this.context.session.checkpoint();
    if (!found || !isLive(found.state) || found.position !== this.committed) throw new CheckpointMoved();
    this.lastLook = performance.now();
  }

  private async handle(batch: Batch): Promise<void> {
    const started = performance.now();
    const boots = batch.caughtUp && !this.booted;
    const to = { position: batch.position, eventId: batch.lastId };
    if (batch.events.length > 0) await this.advance(batch.events, to);
    else if (to.position !== this.committed) this.reached = to;
    this.context.onBatch(batch, this.committed, performance.now() - started);
    if (boots) {
      await this.boot(to);
      if (!this.booted) return;
      this.context.onBooted();
    }
    if (batch.caughtUp && !this.settled) await this.takeOver();
  }

  private async takeOver(): Promise<void> {
    const { store, session, onTakenOver } = this.context;
    await this.passOver();
    this.settled = await session.takeOver(this.committed, async (position) => position <= ((await store.head()) ?? ''));
    if (this.settled) onTakenOver();
  }

  private async readOn(inbox: Inbox, cameTogether: number): Promise<void> {
    const { bell, stopping } = this.context;
    const pause = Math.min(LONGEST_PAUSE_MS, PAUSE_PER_EVENT_MS * (cameTogether - 1));
    if (pause > 0 && !stopping()) await bell.after(bell.seen, pause);
    inbox.readOn();
  }

  /** Halves what fails, so that all events before the guilty one are committed and it alone is left. */
  private async advance(events: readonly RecordedEvent[], to: Place): Promise<void> {
    const run = await this.startedRun();
    try {
      await this.move(to, false, (tx) => run.apply(events, tx, !this.booted));
    } catch (error) {
      // What it holds in memory may be of what was rolled back.
      this.run = undefined;
      if (error instanceof CheckpointMoved || isPassing(error)) throw error;
      if (events.length === 1) throw new PoisonEvent(events[0]!, error);
      const half = events.slice(0, events.length >> 1);
      const { position, id: eventId } = half.at(-1)!;
      await this.advance(half, { position, eventId });
      await this.advance(events.slice(half.length), to);
    }
  }

  /**
   * Apart from the last batch, whose events are not to blame for tables that cannot be completed. It may take long, so who
   * should stop does not wait for its end.
   */
  private async boot(to: Place): Promise<void> {
    const { session, onCompleting, stopping } = this.context;
    const run = await this.startedRun();
    const started = performance.now();
    const onProgress = (done: number) => {
      if (stopping()) throw new Interrupted();
      onCompleting(done, performance.now() - started);
    };
    onCompleting(0, 0);
    try {
      await this.move(to, true, async (tx) =>
        run.boot?.(tx, { position: to.position, skipped: await session.skipped(), onProgress }),
      );
    } catch (error) {
      this.run = undefined;
      if (!(error instanceof Interrupted)) throw error;
    }
  }

  private async startedRun(): Promise<ProjectionRun> {
    const { session, projection } = this.context;
    this.run ??= await session.at(this.committed, async (tx) => projection.start(tx));
    return this.run;
  }

  /** Since this was last asked. */
  private spent(): number {
    const since = this.lastAsked;
    this.lastAsked = performance.now();
    return this.lastAsked - since;
  }

  private async passOver(): Promise<void> {
    if (this.reached !== this.checkpoint) await this.move(this.reached, false);
  }

  private async move(to: Place, boots: boolean, work?: (tx: ClientBase) => Promise<void>): Promise<void> {
    const spent = () => (this.booted ? undefined : this.spent());
    const move = { from: this.committed, to: to.position, eventId: to.eventId, boots, spent };
    const { session } = this.context;
    if (boots) await session.complete(move, work!);
    else await (work ? session.move(move, work) : session.moveOnly(move));
    this.checkpoint = this.reached = to;
    this.booted ||= boots;
    // A move finds out whether somebody else changed the state.
    this.lastMove = this.lastLook = performance.now();
  }
}

/** The tables are completed another time. */
class Interrupted extends Error {}
