import { StoreUnavailable, type EventStore } from '#event-store';
import {
  attachStores,
  Closers,
  explain,
  isKurrentDb,
  isSameLog,
  openEventStore,
  problemWithStoreUrl,
  readConfiguration,
} from '../../../runtime/src/index.js';
import { EXIT } from '../exit-status.js';
import { CommandFailed, wrongUsage } from '../failure.js';
import { requireLedger } from '../workplace.js';

/** Two logs by their URLs; what the server works on where the source is not said. */
export interface LogUrls {
  readonly from?: string;
  readonly to: string;
}

export interface Logs {
  readonly source: EventStore;
  readonly target: EventStore;
  /** The target is PostgreSQL, which commits the appends of one call together. */
  readonly atomic: boolean;
}

interface OpenLog {
  readonly store: EventStore;
  readonly url: string;
}

/** Opens both logs, and closes them again whatever happens. @throws CommandFailed naming the option that is wrong */
export async function inBothLogs<Result>(urls: LogUrls, work: (logs: Logs) => Promise<Result>): Promise<Result> {
  if (urls.from !== undefined) refuseBadUrl('--from', urls.from);
  refuseBadUrl('--to', urls.to);
  const closers = new Closers();
  try {
    const source = await naming('--from', () => openSource(urls.from, closers));
    const target = await naming('--to', () => open(urls.to, closers));
    if (await isSameLog(source.url, target.url)) throw wrongUsage('--from and --to name the same log');
    return await work({ source: source.store, target: target.store, atomic: !isKurrentDb(urls.to) });
  } finally {
    await closers.close();
  }
}

function refuseBadUrl(option: string, url: string): void {
  const problem = problemWithStoreUrl(url, ['postgres', 'kurrentdb']);
  if (problem !== undefined) throw wrongUsage(`${option} ${problem}`);
}

/** @param from by default, what the configuration names */
async function openSource(from: string | undefined, closers: Closers): Promise<OpenLog> {
  if (from !== undefined) return open(from, closers);
  const { storage } = readConfiguration();
  requireLedger(storage);
  if (storage.kind === 'external') return open(storage.eventStoreUrl, closers);
  const stores = await attachStores({ storage });
  closers.add(() => stores.close());
  return { store: stores.store, url: stores.databaseUrl };
}

async function open(url: string, closers: Closers): Promise<OpenLog> {
  const store = await openEventStore(url);
  closers.add(() => store.close());
  return { store, url };
}

async function naming<T>(option: string, opening: () => Promise<T>): Promise<T> {
  try {
    return await opening();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new CommandFailed(`${option}: ${explain(error)}`, EXIT.unavailable);
  }
}
