import { openKurrentDbEventStore, type KurrentDbEventStore } from '#event-store';
import { Closers } from '../../../apps/runtime/src/index.js';
import { startCluster } from '../../support/cluster.js';
import { KurrentDb } from '../../support/kurrentdb.js';
import type { Variables } from '../../support/processes.js';
import { Service } from '../../support/service.js';
import { withPrefix } from '../../support/with-prefix.js';

/** A service whose log is in a cluster of three. */
export interface LedgerOnCluster {
  readonly cluster: KurrentDb;
  readonly service: Service;
  /** The configuration of the service. */
  readonly variables: Variables;
  /** postgres://… of the read models */
  readonly databaseUrl: string;
  /** A client of the adapter beside the service, with a ledger of its own. */
  readonly store: KurrentDbEventStore;
  /** Another client of the ledger that `store` writes. */
  connect(): Promise<KurrentDbEventStore>;
  remove(): Promise<void>;
}

/** @param options further ones of every node */
export async function startLedger(options: readonly string[] = []): Promise<LedgerOnCluster> {
  let parts: Omit<LedgerOnCluster, 'remove'>;
  const closers = await Closers.around(async (closers) => void (parts = await startParts(closers, options)));
  return { ...parts!, remove: () => closers.close() };
}

async function startParts(closers: Closers, options: readonly string[]): Promise<Omit<LedgerOnCluster, 'remove'>> {
  const cluster = await KurrentDb.start({ nodes: 3, networks: true, options });
  closers.add(() => cluster.remove());
  const postgres = await startCluster();
  closers.add(() => postgres.remove());
  const { databaseUrl } = postgres;
  const variables = { EVENT_STORE_URL: withPrefix(cluster.url, 'served.'), DATABASE_URL: databaseUrl };
  const service = await Service.start(variables);
  closers.add(() => service.kill());
  const connect = () => openKurrentDbEventStore({ url: withPrefix(cluster.url, 'direct.') });
  const store = await connect();
  closers.add(() => store.close());
  return { cluster, service, variables, databaseUrl, store, connect };
}
