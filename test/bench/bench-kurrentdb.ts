import { randomUUID } from 'node:crypto';
import { openKurrentDbEventStore } from '#event-store';
import { KurrentDb } from '../support/kurrentdb.js';
import { withPrefix } from '../support/with-prefix.js';
import { RawKurrentDb } from './floor/raw-kurrentdb.js';

/** The server at KURRENTDB_URL, which others may use, too. */
export class BenchKurrentDb {
  private constructor(
    private readonly url: string,
    private readonly version: string,
    /** Where a log is read that has nothing else in it; null when there is no such place. */
    private readonly reading: 'a server of their own' | 'this server, which was empty' | null,
  ) {}

  /** Undefined when the variable is not set. */
  static async fromEnvironment(): Promise<BenchKurrentDb | undefined> {
    const { KURRENTDB_URL: url, KURRENTDB_CLUSTER_COMMAND: command } = process.env;
    if (!url) return undefined;
    const raw = new RawKurrentDb(url);
    try {
      const version = await raw.version();
      if (command) return new BenchKurrentDb(url, version, 'a server of their own');
      return new BenchKurrentDb(url, version, (await isEmpty(url)) ? 'this server, which was empty' : null);
    } finally {
      await raw.close();
    }
  }

  get canRead(): boolean {
    return this.reading !== null;
  }

  /** How it is used, for whoever reads the results. */
  get about(): string {
    const reading = this.reading ? `read and rebuilt on ${this.reading}` : 'its log has other events: nothing was read';
    return `KurrentDB ${this.version}: appended to with prefixes on the server at KURRENTDB_URL; ${reading}`;
  }

  /** An empty ledger beside whatever the server has. */
  newLedger(): string {
    return withPrefix(this.url, `bench-${randomUUID()}.`);
  }

  /** Runs `work` with a log that is empty and has no prefix: reading it is reading the whole log. */
  async withWholeLog<T>(work: (url: string) => Promise<T>): Promise<T> {
    if (this.reading !== 'a server of their own') return work(this.url);
    const server = await KurrentDb.start();
    try {
      return await work(server.url);
    } finally {
      await server.remove();
    }
  }
}

async function isEmpty(url: string): Promise<boolean> {
  const store = await openKurrentDbEventStore({ url });
  try {
    return (await store.head()) === undefined;
  } finally {
    await store.close();
  }
}
