import {
  type EventStore,
  type KurrentDbEventStoreOptions,
  openKurrentDbEventStore,
  PostgresEventStore,
  type PostgresEventStoreOptions,
} from '#event-store';
import { isKurrentDb } from './configuration/is-store-url.js';
import type { Configuration } from './configuration/configuration.js';
import { EmbeddedPostgres, type PostgresServer } from './embedded-postgres/embedded-postgres.js';

/** The event store and the place of the read models, ready to use. */
export interface Stores {
  readonly store: EventStore;
  /** postgres://… of the read models' database, which exists and may be empty. */
  readonly databaseUrl: string;
  /** Finishes the appends in flight, and stops the database if it is ours. */
  close(): Promise<void>;
}

export type StoreHooks = Pick<
  PostgresEventStoreOptions & KurrentDbEventStoreOptions,
  'onGroup' | 'onTruncations' | 'logger'
>;

/** For a server, which owns its embedded database. @throws DataDirectoryInUse and what else `explain` knows. */
export function openStores(configuration: Pick<Configuration, 'storage'>, hooks: StoreHooks = {}): Promise<Stores> {
  return stores(configuration, hooks, async (dataDir) => {
    const server = await EmbeddedPostgres.open(dataDir);
    server.keepRunning(hooks.logger);
    return server;
  });
}

/** For a command, which may run beside the server that owns the embedded database, or without any. */
export function attachStores(configuration: Pick<Configuration, 'storage'>, hooks: StoreHooks = {}): Promise<Stores> {
  return stores(configuration, hooks, (dataDir) => EmbeddedPostgres.attach(dataDir));
}

async function stores(
  { storage }: Pick<Configuration, 'storage'>,
  hooks: StoreHooks,
  start: (dataDir: string) => Promise<PostgresServer>,
): Promise<Stores> {
  if (storage.kind === 'external') return connect(storage.eventStoreUrl, storage.databaseUrl, hooks);
  const server = await start(storage.dataDir);
  return connect(server.databaseUrl, server.databaseUrl, hooks, server);
}

async function connect(url: string, databaseUrl: string, hooks: StoreHooks, server?: PostgresServer): Promise<Stores> {
  try {
    const store = await openEventStore(url, hooks);
    return { store, databaseUrl, close: () => store.close().finally(() => server?.close()) };
  } catch (error) {
    await server?.close();
    throw error;
  }
}

/** The store that a URL names: the only place that knows which adapters there are. */
export function openEventStore(url: string, hooks: StoreHooks = {}): Promise<EventStore> {
  return isKurrentDb(url) ? openKurrentDbEventStore({ url, ...hooks }) : PostgresEventStore.open({ url, ...hooks });
}
