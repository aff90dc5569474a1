import type { Instant } from '#time';
import type { UnionState } from '#unions';
import type { NewEvent, RecordedEvent, Revision } from '#event-store';

/** What a fold takes of an event. */
export type FoldedEvent = Omit<RecordedEvent, 'stream' | 'json'>;

/** A command as the ledger carries it: it records one event of the same type under the given id. */
export interface Command {
  readonly type: string;
  /** The UUID of the event to be; the same id with the same content is a retry. */
  readonly stepId: string;
  readonly content: object;
}

/** What a folded state remembers of each event, so that a retry meets its own. */
export interface KnownEvent {
  readonly revision: Revision;
  readonly position: string;
  readonly type: string;
  readonly content: object;
}

export interface AggregateState {
  readonly revision: Revision;
  readonly events: ReadonlyMap<string, KnownEvent>;
}

export interface DecisionContext {
  readonly now: Instant;
  union(id: string): UnionState | undefined;
}

/** One kind of stream: how its states come from events and its events from commands. All functions are pure. */
export interface Aggregate<State extends AggregateState> {
  readonly category: 'case' | 'union';
  empty(id: string): State;
  evolve(state: State, event: FoldedEvent): State;
  fold(id: string, events: readonly FoldedEvent[]): State;
  decide(state: State, command: Command, context: DecisionContext): readonly Omit<NewEvent, 'metadata'>[];
  schemaVersion(type: string): number;
  /** Whether a command asks for what was recorded under its id. */
  isRetry(known: KnownEvent, command: Command): boolean;
}

export function streamOf(aggregate: { category: string }, id: string): string {
  return `${aggregate.category}-${id}`;
}
