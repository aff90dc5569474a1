import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerEvent } from '../seeded-ledger.js';
import type { Feed } from './feed.js';

const EVERY_MS = 5;

/** Starts one piece of work every 5 ms, whether or not those before it are done, and returns what each came to. */
export async function paced<Result>(
  feed: Feed,
  milliseconds: number,
  work: (event: LedgerEvent) => Promise<Result>,
): Promise<Result[]> {
  const pending: Promise<Result>[] = [];
  const busy = new Map<string, Promise<unknown>>();
  const started = performance.now();
  const events = feed.take(milliseconds / EVERY_MS);
  for (const [index, event] of events.entries()) {
    const due = started + index * EVERY_MS - performance.now();
    if (due > 0) await sleep(due);
    // The steps of one case are appended in order.
    const one = (busy.get(event.stream) ?? Promise.resolve()).then(() => work(event));
    busy.set(event.stream, one);
    pending.push(one);
  }
  return Promise.all(pending);
}
