import { isPassing, pauseAfter } from '#postgres';
import { InvalidRead, StoreUnavailable } from '../errors.js';
import { toPosition } from '../position.js';
import type { Page } from '../port.js';
import type { WakeUp } from '../wake-up.js';
import type { EventRange, Sequence } from './event-reader.js';
import { LONGEST_PAUSE_MS } from './retrying.js';

export interface Following {
  readonly log: Sequence;
  /** Rings when something was appended, and when the following is to end. */
  readonly appended: WakeUp;
  readonly ended: () => boolean;
  /** Position to start after, as a number. */
  readonly after: number;
  readonly pageSize: number;
  readonly signal: AbortSignal | undefined;
  /** How long to wait for a ring before looking anyway; ms. */
  readonly pollEvery: number;
  readonly onFailure: (error: unknown) => void;
}

/** The log from a position on, for ever. */
export async function* follow(following: Following): AsyncGenerator<Page, void, undefined> {
  const { appended, signal, pollEvery } = following;
  const ended = () => following.ended() || signal?.aborted === true;
  let at = following.after;
  if (at > 0 && (await following.log.end()) <= at) throw beyondEnd(at);
  for (let [failures, saidCaughtUp] = [0, false]; !ended();) {
    const seen = appended.seen;
    const asked = following.pageSize;
    let range: EventRange;
    try {
      range = await following.log.read(at + 1, at + 1 + asked, false);
      failures = 0;
    } catch (error) {
      if (ended()) return;
      if (!(error instanceof StoreUnavailable && isPassing(error.cause))) throw error;
      following.onFailure(error.cause);
      await appended.after(seen, signal, pauseAfter(++failures, LONGEST_PAUSE_MS));
      continue;
    }
    const { events, seen: scanned, full } = range;
    at += scanned;
    const caughtUp = scanned < asked && !full;
    if (scanned > 0 || !saidCaughtUp) yield { events, position: toPosition(at), scanned, caughtUp };
    saidCaughtUp = caughtUp;
    if (caughtUp) await appended.after(seen, signal, pollEvery);
  }
}

function beyondEnd(at: number): InvalidRead {
  return new InvalidRead(`the log ends before position ${toPosition(at)}: is this the log that it came from?`);
}
