import { LRUCache } from 'lru-cache';
import { WrongExpectedRevision, readWholeStream, type EventStore, type NewEvent } from '#event-store';
import { Refusal, type UnionState } from '#unions';
import type { Instant } from '#time';
import {
  streamOf,
  type Aggregate,
  type AggregateState,
  type Command,
  type DecisionContext,
  type FoldedEvent,
} from './aggregate.js';
import { IdempotencyConflict, StaleRevision, TooMuchContention } from './errors.js';
import { KeyedQueue } from './keyed-queue.js';
import { rememberRefused } from './refused-step.js';
import { unionsNamedIn } from './unions-named-in.js';
import type { Recorded, WriteContext } from './write-context.js';

/** Rounds lost to other processes before giving up; each round starts from a fresh state. */
const MAX_ROUNDS = 20;

export interface StreamWriterOptions {
  readonly now: () => Instant;
  /** How many folded states to keep. */
  readonly cacheSize: number;
  readonly unions: (ids: readonly string[]) => Promise<(id: string) => UnionState | undefined>;
}

export interface Decided {
  readonly events: NewEvent[];
  readonly recorded: (Recorded | undefined)[];
}

/**
 * The write side of one kind of stream: load, decide, append. States are kept folded; that is safe because an append
 * names the revision it was decided on, and a writer that lost reloads and decides again.
 */
export class StreamWriter<State extends AggregateState> {
  private readonly states: LRUCache<string, State>;
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly store: EventStore,
    private readonly aggregate: Aggregate<State>,
    private readonly options: StreamWriterOptions,
  ) {
    this.states = new LRUCache({ max: options.cacheSize });
  }

  /** The state now, read from the log. */
  async load(id: string): Promise<State> {
    const stream = streamOf(this.aggregate, id);
    const state = this.aggregate.fold(id, await readWholeStream(this.store, stream));
    if (state.revision >= 0) this.states.set(id, state);
    return state;
  }

  /** The state as last seen by this process, read from the log if it was not. */
  async recall(id: string): Promise<State> {
    return this.states.get(id) ?? this.load(id);
  }

  /**
   * Records commands on one stream, all or none. Commands that were recorded before count as done.
   * @throws Refusal, StaleRevision, IdempotencyConflict, TooMuchContention, and what the store throws.
   */
  async record(id: string, commands: readonly Command[], context: WriteContext): Promise<Recorded[]> {
    const unions = await this.options.unions(commands.flatMap(unionsNamedIn));
    return this.queue.run(id, () => this.recordAlone(id, commands, context, unions));
  }

  private async recordAlone(
    id: string,
    commands: readonly Command[],
    context: WriteContext,
    unions: (id: string) => UnionState | undefined,
  ): Promise<Recorded[]> {
    const cached = this.states.get(id);
    let state = cached ?? (await this.load(id));
    let fresh = cached === undefined;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      let decided: Decided;
      try {
        decided = this.decide(state, commands, context, unions);
      } catch (error) {
        // What this process remembers may be behind the log: only a fresh state may refuse.
        if (fresh || !(error instanceof Refusal || error instanceof StaleRevision)) throw error;
        state = await this.load(id);
        fresh = true;
        continue;
      }
      if (decided.events.length === 0) return decided.recorded as Recorded[];
      try {
        return await this.append(id, state, decided);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) {
          this.states.delete(id);
          throw error;
        }
        state = await this.load(id);
        fresh = true;
      }
    }
    throw new TooMuchContention(streamOf(this.aggregate, id));
  }

  /** Decides commands one after another, each on the state that the ones before it lead to. */
  decide(
    state: State,
    commands: readonly Command[],
    context: WriteContext,
    union: (id: string) => UnionState | undefined,
  ): Decided {
    const now = this.options.now();
    const recordedAt = new Date(now).toISOString();
    const events: NewEvent[] = [];
    const recorded: (Recorded | undefined)[] = [];
    for (const [index, command] of commands.entries()) {
      const known = state.events.get(command.stepId);
      if (known) {
        if (!this.aggregate.isRetry(known, command)) throw new IdempotencyConflict(command.stepId);
        recorded.push({ stepId: command.stepId, revision: known.revision, position: known.position });
        continue;
      }
      if (context.expected !== undefined && events.length === 0 && context.expected !== state.revision) {
        throw new StaleRevision(context.expected, state.revision);
      }
      for (const { id, type, data } of this.decideOne(state, command, { now, union })) {
        const event: NewEvent = { id, type, data, metadata: this.metadata(type, recordedAt, context) };
        events.push(event);
        if (index < commands.length - 1)
          state = this.aggregate.evolve(state, foldedEvent(event, state.revision + 1, ''));
      }
      recorded.push(undefined);
    }
    return { events, recorded };
  }

  /** Of several commands only one is refused: the error remembers which. */
  private decideOne(state: State, command: Command, context: DecisionContext) {
    try {
      return this.aggregate.decide(state, command, context);
    } catch (error) {
      rememberRefused(error, command.stepId);
      throw error;
    }
  }

  private async append(id: string, before: State, decided: Decided): Promise<Recorded[]> {
    const stream = streamOf(this.aggregate, id);
    const expected = before.revision < 0 ? 'no_stream' : before.revision;
    const appended = await this.store.append(stream, decided.events, expected);
    this.remember(id, before, decided, appended.position);
    return settle(decided, appended.revision, appended.position);
  }

  /** Keeps the new state, now that its position is known; of several events only the last one's is, so they are read again. */
  private remember(id: string, before: State, decided: Decided, position: string): void {
    const [event] = decided.events;
    if (decided.events.length !== 1 || !event) {
      this.states.delete(id);
      return;
    }
    this.states.set(id, this.aggregate.evolve(before, foldedEvent(event, before.revision + 1, position)));
  }

  private metadata(type: string, recordedAt: string, context: WriteContext) {
    const { recordedBy, correlationId, causationId } = context;
    const schemaVersion = this.aggregate.schemaVersion(type);
    return { schemaVersion, recordedAt, recordedBy, correlationId, causationId };
  }
}

/** Fills in where the events of one append landed; positions inside an append are known only for its last event. */
export function settle(decided: Decided, lastRevision: number, position: string): Recorded[] {
  let revision = lastRevision - decided.events.length;
  let next = 0;
  return decided.recorded.map(
    (known) => known ?? { stepId: decided.events[next++]!.id, revision: ++revision, position },
  );
}

/** An event before it was read back. */
function foldedEvent({ id, type, data, metadata }: NewEvent, revision: number, position: string): FoldedEvent {
  return { id, type, data, metadata, revision, position };
}
