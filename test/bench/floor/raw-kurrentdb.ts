import {
  excludeSystemEvents,
  jsonEvent,
  KurrentDBClient,
  streamNameFilter,
  type EventData,
} from '@kurrent/kurrentdb-client';
import { parseConnectionString, type NewEvent } from '#event-store';
import { mustEqual } from '../measuring/wrong-result.js';
import type { LedgerEvent } from '../seeded-ledger.js';

/** An append as the client takes it. */
export interface RawAppend {
  readonly stream: string;
  readonly events: EventData[];
  /** The revision that the first of its events will have. */
  readonly revision: number;
}

export function rawAppend({ stream, revision, event }: LedgerEvent): RawAppend {
  return { stream, revision, events: [rawEvent(event)] };
}

export function rawEvent({ id, type, data, metadata }: NewEvent): EventData {
  return jsonEvent({ id, type, data, metadata: { ...metadata } });
}

/**
 * The floor under the event store in KurrentDB: the client as it comes, without a thing around it. Its streams begin
 * with the prefix of the connection string, so that they are not those of another ledger.
 */
export class RawKurrentDb {
  private readonly client: KurrentDBClient;
  private readonly prefix: string;

  constructor(url: string) {
    const { forClient, streamPrefix } = parseConnectionString(url);
    this.client = KurrentDBClient.connectionString(forClient);
    this.prefix = streamPrefix;
  }

  async append({ stream, events, revision }: RawAppend): Promise<void> {
    const streamState = revision === 0 ? 'no_stream' : BigInt(revision - 1);
    const { nextExpectedRevision } = await this.client.appendToStream(this.prefix + stream, events, { streamState });
    mustEqual('revision of a raw append', Number(nextExpectedRevision), revision + events.length - 1);
  }

  /** Each worker has its share, one append after the other. */
  async appendShares(shares: readonly (readonly RawAppend[])[]): Promise<void> {
    await Promise.all(
      shares.map(async (share) => {
        for (const append of share) await this.append(append);
      }),
    );
  }

  /** Reads the log until the server says that this was all, and returns how many events that were; the client parses them. */
  readToEnd(): Promise<number> {
    const { client, prefix } = this;
    const filter = prefix === '' ? excludeSystemEvents() : streamNameFilter({ prefixes: [prefix] });
    const subscription = client.subscribeToAll({ filter });
    return new Promise<number>((resolve, reject) => {
      let events = 0;
      const finish = () => {
        // What was read before the end may not have been handed out yet.
        if (subscription.readableLength > 0) setImmediate(finish);
        else subscription.unsubscribe().then(() => resolve(events), reject);
      };
      subscription.on('data', () => events++);
      subscription.on('caughtUp', finish);
      subscription.on('error', reject);
    });
  }

  /** @returns the server's version, such as 24.6.0 */
  async version(): Promise<string> {
    const inside = this.client as unknown as { readonly capabilities: Promise<{ readonly serverVersion?: string }> };
    return (await inside.capabilities).serverVersion ?? 'unknown';
  }

  close(): Promise<void> {
    return this.client.dispose();
  }
}
