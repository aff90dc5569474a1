import { isPassing, pauseAfter } from '#postgres';
import { InvalidRead, StoreUnavailable } from '../errors.js';
import { toPosition } from '../position.js';
import type { Page } from '../port.js';
import type { WakeUp } from '../wake-up.js';
import type { EventRange, Sequence } from './event-reader.js';
import { LONGEST_PAUSE_MS } from '../retrying.js';

export interface Following {
  readonly log: Sequence;
  /** Rings when something was appended, and when the following is to end. */
  readonly appended: WakeUp;
  readonly ended: () => boolean;
  /** Position to start after, as a number. */
  readonly after: number;
  /** The id of the event there, where it is known. */
  readonly afterId: string | undefined;
  readonly pageSize: number;
  readonly signal: AbortSignal | undefined;
  /** How long to wait for a ring before looking anyway; ms. */
  readonly pollEvery: number;
  readonly onFailure: (error: unknown) => void;
}

/**
 * The log from a position on, for ever. Each read begins with the event that the one before ended with: a log that was
 * set back to an earlier state, even if it has grown again since, does not have it.
 * @throws InvalidRead when the event is not there, or another is in its place
 */
export async function* follow(following: Following): AsyncGenerator<Page, void, undefined> {
  const { appended, signal, pollEvery } = following;
  const ended = () => following.ended() || signal?.aborted === true;
  let at = following.after;
  let last = following.afterId;
  for (let [failures, saidCaughtUp] = [0, false]; !ended();) {
    const seen = appended.seen;
    const overlap = at > 0 ? 1 : 0;
    const asked = following.pageSize + overlap;
    let range: EventRange;
    try {
      range = await following.log.read(at + 1 - overlap, at + 1 - overlap + asked, false);
      failures = 0;
    } catch (error) {
      if (ended()) return;
      if (!(error instanceof StoreUnavailable && isPassing(error.cause))) throw error;
      following.onFailure(error.cause);
      await appended.after(seen, pauseAfter(++failures, LONGEST_PAUSE_MS), signal);
      continue;
    }
    if (overlap) refuseOther(range, at, last);
    last = range.lastId;
    const caughtUp = range.seen < asked && !range.full;
    const scanned = range.seen - overlap;
    const events = range.events[0]?.position === toPosition(at) ? range.events.slice(1) : range.events;
    at += scanned;
    if (scanned > 0 || !saidCaughtUp) yield { events, position: toPosition(at), lastId: last, scanned, caughtUp };
    saidCaughtUp = caughtUp;
    if (caughtUp) await appended.after(seen, pollEvery, signal);
  }
}

/** @param last the id of the event that was read at the position, if one was */
function refuseOther({ firstId }: EventRange, at: number, last: string | undefined): void {
  if (firstId !== undefined && (last ?? firstId) === firstId) return;
  const what = firstId === undefined ? 'ends before' : 'has another event at';
  throw new InvalidRead(`the log ${what} position ${toPosition(at)}: is this the log that it came from?`);
}
