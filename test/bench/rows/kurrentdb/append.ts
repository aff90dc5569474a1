import { openKurrentDbEventStore } from '#event-store';
import { RawKurrentDb, rawAppend, type RawAppend } from '../../floor/raw-kurrentdb.js';
import { appendShares } from '../../load/append-shares.js';
import { appendAll } from '../../load/fill.js';
import { Feed, sharesOf } from '../../load/feed.js';
import { compare } from '../../measuring/compare.js';
import { ratioOf, type Result } from '../../measuring/result.js';
import { mustEqual } from '../../measuring/wrong-result.js';
import type { KurrentDbOptions, KurrentDbRow } from '../../row.js';
import type { LedgerEvent } from '../../seeded-ledger.js';

/** Appends of one event, so many at once; only the busiest crowd has a target. */
const CROWDS = [
  { atOnce: 1, round: 400 },
  { atOnce: 8, round: 1_500 },
  { atOnce: 32, round: 4_000, target: { atLeast: 0.9 } },
] as const;

const EVENTS_BEFORE = 5_000;
/** How many at once bring the floor there, whatever the crowd: that is not measured. */
const FILLERS = 256;

type Crowd = (typeof CROWDS)[number];

/** Single appends through the port against the client's own, as many at once. */
export const append: KurrentDbRow = async (options) => {
  const results: Result[] = [];
  for (const crowd of CROWDS) results.push(await appendInCrowd(crowd, options));
  return results;
};

async function appendInCrowd(crowd: Crowd, { kurrentDb, seconds }: KurrentDbOptions): Promise<Result> {
  const { atOnce, round } = crowd;
  const [ownUrl, rawUrl] = [kurrentDb.newLedger(), kurrentDb.newLedger()];
  const store = await openKurrentDbEventStore({ url: ownUrl });
  const [raw, own] = [new RawKurrentDb(rawUrl), new RawKurrentDb(ownUrl)];
  try {
    const feed = new Feed();
    const before = feed.take(EVENTS_BEFORE);
    await appendAll(store, before);
    await raw.appendShares(sharesOf(before.map(rawAppend), FILLERS));
    let appended = EVENTS_BEFORE;
    const comparison = await compare<{ raw: RawAppend[][]; events: LedgerEvent[][] }>({
      seconds,
      input: () => {
        appended += round;
        const events = sharesOf(feed.take(round), atOnce);
        return { events, raw: events.map((share) => share.map(rawAppend)) };
      },
      floor: (shares) => raw.appendShares(shares.raw).then(() => round),
      ours: ({ events }) => appendShares(store, events).then(() => round),
    });
    mustEqual('events in the floor', await raw.readToEnd(), appended);
    mustEqual('events in the store', await own.readToEnd(), appended);
    const target = 'target' in crowd ? crowd.target : undefined;
    return ratioOf({ row: 'kurrentdb-append', work: `KurrentDB: append, ${atOnce} at once`, target }, comparison);
  } finally {
    await Promise.all([store.close(), raw.close(), own.close()]);
  }
}
