import type { Instant } from '#time';
import type { ReplayedEvent } from './replayed-event.js';

/** What a replay stands on. */
export interface ReplayContext {
  /** Milliseconds since 1970: what had happened by then is shown; now where nothing was asked for. */
  readonly asOf: Instant;
  readonly knownAt: Instant;
}

/** Returns the next state; one that returns nothing has changed the state it was given. */
export type Handler = (state: unknown, event: ReplayedEvent, context: ReplayContext) => unknown;

/** A function over a history: a state, and what each type of event does to it. */
export interface Fold {
  initial(context: ReplayContext): unknown;
  readonly on: ReadonlyMap<string, Handler>;
  /** Makes the result of the last state. */
  finish(state: unknown, context: ReplayContext): unknown;
}
