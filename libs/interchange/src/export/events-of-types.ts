import type { EventStore, RecordedEvent } from '#event-store';
import type { LogFrame } from './log-frame.js';

/**
 * The events of some types up to the end of a frame, page by page; a store passes over the others by itself, which costs
 * less than to read them.
 */
export async function* eventsOfTypes(
  store: EventStore,
  types: readonly string[],
  { to }: LogFrame,
  signal: AbortSignal,
): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
  if (to === undefined) return;
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    for await (const { events, position, caughtUp } of store.subscribe({ types, signal: either })) {
      yield events.filter((event) => event.position <= to);
      if (position >= to || caughtUp) break;
    }
    // Aborted, a subscription ends as if there were no more.
    signal.throwIfAborted();
  } finally {
    stop.abort();
  }
}
