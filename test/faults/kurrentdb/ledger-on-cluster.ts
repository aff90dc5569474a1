import { KurrentDbEventStore } from '#event-store';
import { type EmbeddedPostgres, startCluster } from '../../support/cluster.js';
import { KurrentDb } from '../../support/kurrentdb.js';
import type { Variables } from '../../support/processes.js';
import { Service } from '../../support/service.js';

/** A service whose log is in a cluster of three, and a client of the adapter beside it, each with a ledger of its own. */
export class LedgerOnCluster {
  private constructor(
    readonly cluster: KurrentDb,
    private readonly postgres: EmbeddedPostgres,
    readonly service: Service,
    readonly store: KurrentDbEventStore,
  ) {}

  static async start(options: readonly string[] = []): Promise<LedgerOnCluster> {
    const cluster = await KurrentDb.start({ nodes: 3, networks: true, options });
    const postgres = await startCluster();
    try {
      const service = await Service.start(variablesOf(cluster, postgres));
      const store = await KurrentDbEventStore.open({ url: ledgerUrl(cluster, 'direct.') });
      return new LedgerOnCluster(cluster, postgres, service, store);
    } catch (error) {
      await Promise.all([cluster.remove(), postgres.remove()]);
      throw error;
    }
  }

  get databaseUrl(): string {
    return this.postgres.databaseUrl;
  }

  get variables(): Variables {
    return variablesOf(this.cluster, this.postgres);
  }

  /** Another client of the ledger that `store` writes. */
  connect(): Promise<KurrentDbEventStore> {
    return KurrentDbEventStore.open({ url: ledgerUrl(this.cluster, 'direct.') });
  }

  async remove(): Promise<void> {
    await this.store.close();
    await this.service.kill();
    await Promise.all([this.cluster.remove(), this.postgres.remove()]);
  }
}

function variablesOf(cluster: KurrentDb, postgres: EmbeddedPostgres): Variables {
  return { EVENT_STORE_URL: ledgerUrl(cluster, 'served.'), DATABASE_URL: postgres.databaseUrl };
}

function ledgerUrl(cluster: KurrentDb, prefix: string): string {
  return `${cluster.url}&streamPrefix=${prefix}`;
}
