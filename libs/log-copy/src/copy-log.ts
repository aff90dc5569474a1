import type { EventStore, Page, RecordedEvent, StoreUnavailable } from '#event-store';
import { align, type Alignment } from './alignment.js';
import { NotACopy } from './errors.js';
import { EventCursor } from './event-cursor.js';
import { partDone } from './part-done.js';
import { progressOf, type ReadProgress } from './read-progress.js';
import { WindowWriter } from './window-writer.js';
import { windowsOf } from './windows.js';

export interface CopyProgress {
  /** Events copied since the start. */
  readonly events: number;
  /** Part of the way to where the source ended at the start, 0 to 1, where positions are numbers. */
  readonly fraction: number | undefined;
}

export interface CopyOptions {
  /**
   * Whether the target stores the appends of one call in their order and all or none: then more go into a call, and no
   * failure can disturb the order.
   */
  readonly atomic?: boolean;
  /** Go on with what is appended to the source, until aborted. */
  readonly follow?: boolean;
  /** Ends the copy in order, with what is under way stored. */
  readonly signal?: AbortSignal;
  /** How long an append is tried while the target cannot be reached; ms, default 60,000. */
  readonly retryFor?: number;
  /** Told how far the target was read to find out where to go on. */
  readonly onComparing?: (progress: ReadProgress) => void;
  readonly onProgress?: (progress: CopyProgress) => void;
  /** So many events, all that are in the source, are in the target. Told again after whatever comes later. */
  readonly onCaughtUp?: (events: number) => void;
  /** The target did not answer; it is tried again. */
  readonly onFailure?: (error: StoreUnavailable) => void;
}

export interface CopyResult {
  /** Events that the target had before. */
  readonly found: number;
  /** Events appended. */
  readonly copied: number;
  /** The target has all that the source had when it was last looked at. */
  readonly complete: boolean;
  /** A failure interrupted a window: streams are each in order, but not among each other as in the source. */
  readonly disordered: boolean;
}

const RETRY_FOR_MS = 60_000;

/**
 * Brings a target, which is empty or a copy of the beginning of the source, to where the source is: streams, revisions,
 * ids, types, data and metadata stay what they are, in the order of the source; positions are the target's own. What the
 * target has tells where to go on: a copy may be ended in any way at any time, and be started again.
 * @throws NotACopy before anything is written; TargetChanged when somebody else writes to the target; StoreUnavailable;
 * the signal's reason while it looks for where to go on
 */
export async function copyLog(source: EventStore, target: EventStore, options: CopyOptions = {}): Promise<CopyResult> {
  const head = await source.head();
  const start = await findStart(source, target, options);
  const { signal, follow = false, atomic = false, retryFor = RETRY_FOR_MS, onFailure = () => undefined } = options;
  const writer = new WindowWriter({ target, end: start.end, retryFor, onFailure });
  let [copied, caughtUp, stopped] = [0, false, false];
  for await (const page of pagesAfter(source, start, options)) {
    for (const window of windowsOf(page.events, !atomic)) {
      stopped = signal?.aborted ?? false;
      if (stopped) break;
      await writer.write(window);
      for (const { events } of window) copied += events.length;
    }
    caughtUp = page.caughtUp && !stopped;
    options.onProgress?.({ events: copied, fraction: partDone(start.last?.position, page.position, head) });
    if (caughtUp) options.onCaughtUp?.(start.found + copied);
    if (stopped) break;
  }
  const complete = follow ? caughtUp : !stopped;
  return { found: start.found, copied, complete, disordered: writer.disordered || start.disorder !== undefined };
}

interface Start extends Alignment {
  /** Events in the target. */
  readonly found: number;
  /** The last event of the source that the target needs not be given, but for those that are missing. */
  readonly last: RecordedEvent | undefined;
}

async function findStart(source: EventStore, target: EventStore, options: CopyOptions): Promise<Start> {
  const { signal, onComparing } = options;
  let found = 0;
  const report = progressOf(await target.head(), onComparing);
  const [theirs, ours] = [
    new EventCursor(source.readAll({ signal })),
    new EventCursor(target.readAll({ signal }), ({ position }) => report(++found, position)),
  ];
  try {
    const alignment = await align(theirs, ours);
    if (alignment.difference) throw new NotACopy(alignment.difference);
    return { ...alignment, found, last: theirs.last };
  } finally {
    await theirs.close();
    await ours.close();
  }
}

/** What the target lacks, to the end of the source as it is now; or for ever, until aborted. */
async function* pagesAfter(source: EventStore, { missing, last }: Start, options: CopyOptions): AsyncGenerator<Page> {
  const after = last?.position;
  const ahead = missing.at(-1);
  if (ahead) yield { events: missing, position: ahead.position, scanned: missing.length, caughtUp: false };
  if (options.follow) yield* source.subscribe({ after, afterId: last?.id, signal: options.signal });
  else yield* source.readAll({ after });
}
