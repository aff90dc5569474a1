import type { Page } from '../port.js';
import type { Sequence } from './event-reader.js';

export interface Bounds {
  /** First number to read, and one after the last; an end beyond the sequence's own is cut to it. */
  readonly start: number;
  readonly end: number;
  readonly backwards: boolean;
  readonly limit: number;
  readonly pageSize: number;
}

/** A stretch of a sequence in pages, up to where the sequence ends when it is first looked at. */
export function boundedRead(sequence: Sequence, bounds: Bounds): AsyncGenerator<Page, void, undefined> {
  return bounds.backwards ? readBackwards(sequence, bounds) : readForwards(sequence, bounds);
}

async function* readForwards(sequence: Sequence, { start, end, limit, pageSize }: Bounds) {
  let last = Math.min(end, start + limit);
  for (let at = start, pages = 0; at < last; pages++) {
    const asked = Math.min(pageSize, last - at);
    const { events, seen, full } = await sequence.read(at, at + asked, false);
    at += seen;
    // A page that is short for no other reason ends the sequence, so most reads need not ask where it ends.
    if (seen < asked && !full) last = at;
    else if (pages === 0 && at < last) last = Math.min(last, await sequence.end());
    if (events.length > 0) yield pageOf(events, at === last);
  }
}

async function* readBackwards(sequence: Sequence, { start, end, limit, pageSize }: Bounds) {
  let at = limit === 0 ? start : Math.min(end, await sequence.end());
  const first = Math.max(start, at - limit);
  while (at > first) {
    const { events, seen } = await sequence.read(Math.max(first, at - pageSize), at, true);
    at -= seen;
    yield pageOf(events, at === first);
  }
}

function pageOf(events: Page['events'], caughtUp: boolean): Page {
  return { events, position: events.at(-1)!.position, scanned: events.length, caughtUp };
}
