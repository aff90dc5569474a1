import { PostgresEventStore } from '#event-store';
import { RawLog, rawEvent, type RawEvent } from '../floor/raw-log.js';
import { appendShares } from '../load/append-shares.js';
import { appendAll, insertAll } from '../load/fill.js';
import { Feed, sharesOf } from '../load/feed.js';
import { compare } from '../measuring/compare.js';
import { ratioOf, type Result } from '../measuring/result.js';
import { mustEqual } from '../measuring/wrong-result.js';
import type { BenchOptions, Row } from '../row.js';
import type { LedgerEvent } from '../seeded-ledger.js';

/** Appends of one event, so many at once, and what they are measured by. */
const CROWDS = [
  { atOnce: 1, target: 0.8, peer: 0.55, round: 400 },
  { atOnce: 8, target: 1.5, peer: 0.37, round: 1_500 },
  { atOnce: 32, target: 3, peer: 0.35, round: 4_000 },
] as const;

/** What the tables hold before anything is measured. */
const EVENTS_BEFORE = 20_000;

/** Single appends through the port against single-row prepared INSERTs on as many connections. */
export const append: Row = async (options) => {
  const results: Result[] = [];
  for (const crowd of CROWDS) {
    results.push(await options.server.withDatabase((url) => appendInCrowd(url, crowd, options)));
  }
  return results;
};

async function appendInCrowd(url: string, crowd: (typeof CROWDS)[number], { seconds }: BenchOptions): Promise<Result> {
  const { atOnce, target, peer, round } = crowd;
  const store = await PostgresEventStore.open({ url });
  const log = await RawLog.open(url, atOnce);
  try {
    const feed = new Feed();
    const before = feed.take(EVENTS_BEFORE);
    await appendAll(store, before);
    await insertAll(log, before);
    let appended = EVENTS_BEFORE;
    const comparison = await compare<Shares>({
      seconds,
      input: () => {
        appended += round;
        const events = sharesOf(feed.take(round), atOnce);
        return { events, raw: events.map((share) => share.map(rawEvent)), count: round };
      },
      floor: (shares) => insertShares(log, shares),
      ours: ({ events }) => appendShares(store, events).then(() => round),
    });
    mustEqual('events in the floor', await log.count(), appended);
    mustEqual('events in the store', Number(await store.head()), appended);
    return ratioOf({ row: 'append', work: `append, ${atOnce} at once`, target: { atLeast: target }, peer }, comparison);
  } finally {
    await Promise.all([store.close(), log.close()]);
  }
}

/** What each worker has to do; the floor gets its bytes ready made. */
interface Shares {
  readonly events: LedgerEvent[][];
  readonly raw: RawEvent[][];
  readonly count: number;
}

async function insertShares(log: RawLog, { raw, count }: Shares): Promise<number> {
  await Promise.all(
    raw.map(async (share, connection) => {
      for (const event of share) await log.insert(connection, event);
    }),
  );
  return count;
}
