import type { EventStore } from '#event-store';
import { type RawLog, rawEvent } from '../floor/raw-log.js';
import { WrongResult } from '../measuring/wrong-result.js';
import type { LedgerEvent } from '../seeded-ledger.js';
import { appendOf, batchesOf } from './feed.js';

const BATCH = 1_000;

/** Appends events, none of which may be refused. */
export async function appendAll(store: EventStore, events: readonly LedgerEvent[]): Promise<void> {
  for (const batch of batchesOf(events, BATCH)) {
    const outcomes = await store.appendMany(batch.map(appendOf));
    for (const outcome of outcomes) if (!outcome.ok) throw new WrongResult(`refused: ${outcome.error.message}`);
  }
}

/** The same for the floor's table. */
export async function insertAll(log: RawLog, events: readonly LedgerEvent[]): Promise<void> {
  for (const batch of batchesOf(events, BATCH)) await log.insertMany(batch.map(rawEvent));
}
