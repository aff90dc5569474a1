import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { Ledger } from '#ledger';
import { ProjectionControl } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { attachStores, readConfiguration, type Storage, type Stores } from '../../runtime/src/index.js';
import { EXIT } from './exit-status.js';
import { CommandFailed } from './failure.js';

/** What a command works with: that of a running server, or opened for as long as the command takes. */
export interface Workplace {
  readonly store: EventStore;
  readonly databaseUrl: string;
  readonly ledger: Ledger;
  readonly readModels: ReadModels;
  readonly projections: ProjectionControl;
}

export interface WorkplaceOptions {
  /** Whether an embedded database may be created where there is none; only what writes events has a use for that. */
  readonly create?: boolean;
}

/** Opens a workplace by the configuration, and closes it again whatever happens. */
export function inWorkplace<Result>(
  work: (workplace: Workplace) => Promise<Result>,
  options?: WorkplaceOptions,
): Promise<Result> {
  return inStores(({ store, databaseUrl }) => withReadModels(store, databaseUrl, work), options);
}

/** The log by the configuration, for what reads that alone: no query table is looked at. */
export function inLog<Result>(work: (log: Pick<Workplace, 'store' | 'ledger'>) => Promise<Result>): Promise<Result> {
  return inStores(({ store }) => work({ store, ledger: new Ledger(store) }));
}

async function inStores<Result>(
  work: (stores: Stores) => Promise<Result>,
  { create = false }: WorkplaceOptions = {},
): Promise<Result> {
  const { storage } = readConfiguration();
  if (!create) requireLedger(storage);
  const stores = await attachStores({ storage });
  try {
    return await work(stores);
  } finally {
    await stores.close();
  }
}

/** What there is of the projections, as it is: nothing is begun, as opening a workplace does. */
export async function atProjections<Result>(
  work: (projections: ProjectionControl) => Promise<Result>,
): Promise<Result> {
  const { storage } = readConfiguration();
  requireLedger(storage);
  const stores = await attachStores({ storage });
  const { store, databaseUrl } = stores;
  const projections = new ProjectionControl({ store, databaseUrl, projections: PROJECTIONS });
  try {
    return await work(projections);
  } finally {
    await projections.close();
    await stores.close();
  }
}

async function withReadModels<Result>(
  store: EventStore,
  databaseUrl: string,
  work: (workplace: Workplace) => Promise<Result>,
): Promise<Result> {
  const readModels = await ReadModels.open({ url: databaseUrl, poolSize: 2 });
  const projections = new ProjectionControl({ store, databaseUrl, projections: PROJECTIONS });
  try {
    await projections.register();
    return await work({ store, databaseUrl, ledger: new Ledger(store), readModels, projections });
  } finally {
    await projections.close();
    await readModels.close();
  }
}

/** @throws CommandFailed when the embedded database was never made, and a command would only make an empty one. */
export function requireLedger(storage: Storage): void {
  if (storage.kind === 'external' || existsSync(join(storage.dataDir, 'postgres'))) return;
  const advice = 'start the server, import a file, or set DATA_DIR or DATABASE_URL';
  throw new CommandFailed(`there is no ledger in ${storage.dataDir}: ${advice}`, EXIT.unavailable);
}
