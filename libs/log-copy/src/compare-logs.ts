import type { EventStore } from '#event-store';
import { align } from './alignment.js';
import { differenceOf, type Difference } from './difference.js';
import { EventCursor } from './event-cursor.js';
import { LogDigest, type LogSummary } from './log-digest.js';
import { progressOf, type ReadProgress } from './read-progress.js';

export interface Comparison {
  readonly source: LogSummary;
  readonly target: LogSummary;
  /** The digests are equal: the same events in the same order, to the byte. */
  readonly identical: boolean;
  /** The first place where an event is not the same, or where one log ends. */
  readonly difference: Difference | undefined;
  /** The first place where the same events stand in another order across streams, each stream being in its own order. */
  readonly disorder: Difference | undefined;
}

export interface CompareOptions {
  /** Told how far the target was read. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Ends the comparison with its reason. */
  readonly signal?: AbortSignal;
}

/** Reads two logs side by side to where each ends now, in memory that does not grow with them. @throws StoreUnavailable */
export async function compareLogs(
  source: EventStore,
  target: EventStore,
  { onProgress, signal }: CompareOptions = {},
): Promise<Comparison> {
  const [theirs, ours] = [new LogDigest(), new LogDigest()];
  const report = progressOf(await target.head(), onProgress);
  const cursors = {
    source: new EventCursor(source.readAll({ signal }), (event) => theirs.add(event)),
    target: new EventCursor(target.readAll({ signal }), (event) => {
      ours.add(event);
      report(ours.events, event.position);
    }),
  };
  const { difference, disorder, missing } = await align(cursors.source, cursors.target);
  const surplus = missing[0] ?? (difference ? undefined : await cursors.source.next());
  for (const cursor of [cursors.source, cursors.target]) while (await cursor.next());
  const [from, to] = [theirs.summary(), ours.summary()];
  return {
    source: from,
    target: to,
    identical: from.digest === to.digest,
    difference: difference ?? (surplus && differenceOf(surplus, undefined)),
    disorder,
  };
}
