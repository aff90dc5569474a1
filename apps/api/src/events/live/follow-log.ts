import type { Page, Position, RecordedEvent } from '#event-store';
import type { Tail } from './tail.js';

/** What a reader is told. */
export type News =
  | { readonly events: readonly RecordedEvent[] }
  /** It has everything up to this position, where the log ended; '' while the log is empty. */
  | { readonly caughtUp: Position };

export interface Following {
  /** '' is the start of the log. */
  readonly after: Position;
  /** The log itself, or one stream of it, up to where it ends when it is asked; its pages end where they were read to. */
  readonly read: (after: Position, signal: AbortSignal) => AsyncIterable<Pick<Page, 'events' | 'position'>>;
  readonly pick: (events: readonly RecordedEvent[]) => Promise<readonly RecordedEvent[]>;
  readonly tail: Tail;
  readonly signal: AbortSignal;
}

/**
 * Everything after a position and then whatever is appended, each event once and in order: from the log until the shared
 * tail is reached, then from there. Nothing is read before it is asked for, so who is slow falls back to the log.
 * It says that it has caught up when it first gets to the end, and again only after it fell back to the log.
 * @throws the signal's reason, and whatever ends reading or the tail
 */
export async function* followLog(following: Following): AsyncGenerator<News, never, undefined> {
  const { read, pick, tail, signal } = following;
  let at = following.after;
  for (let told = false; ;) {
    signal.throwIfAborted();
    const seen = tail.arrived.seen;
    const batch = tail.after(at);
    if (!batch) {
      told = false;
      const before = at;
      for await (const { events, position } of read(at, signal)) {
        at = position;
        yield* news(await pick(events));
      }
      // Nothing to read, and the tail not there yet.
      if (at === before && !tail.after(at)) await tail.arrived.after(seen, undefined, signal);
      continue;
    }
    at = batch.position;
    if (batch.events.length > 0) yield* news(await pick(batch.events));
    else if (told) await tail.arrived.after(seen, undefined, signal);
    else {
      told = true;
      yield { caughtUp: at };
    }
  }
}

function* news(events: readonly RecordedEvent[]): Generator<News> {
  if (events.length > 0) yield { events };
}
