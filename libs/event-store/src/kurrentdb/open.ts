import type { KurrentDbEventStore, KurrentDbEventStoreOptions } from './kurrentdb-event-store.js';

/**
 * Opens a store on KurrentDB; see `KurrentDbEventStore.open` for what it demands and throws. The adapter is loaded with
 * the client and its gRPC only here: they take a quarter of a second, and most ledgers are in PostgreSQL.
 */
export async function openKurrentDbEventStore(options: KurrentDbEventStoreOptions): Promise<KurrentDbEventStore> {
  const { KurrentDbEventStore } = await import('./kurrentdb-event-store.js');
  return KurrentDbEventStore.open(options);
}
