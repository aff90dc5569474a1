import type { EventStore } from '#event-store';
import { mustEqual } from '../measuring/wrong-result.js';
import type { LedgerEvent } from '../seeded-ledger.js';
import { appendOf } from './feed.js';

/** Appends through the port: each worker has its share, one event after the other. */
export async function appendShares(store: EventStore, shares: readonly (readonly LedgerEvent[])[]): Promise<void> {
  await Promise.all(
    shares.map(async (share) => {
      for (const event of share) {
        const { stream, events, expected } = appendOf(event);
        const { revision } = await store.append(stream, events, expected);
        mustEqual('revision of an append', revision, event.revision);
      }
    }),
  );
}
