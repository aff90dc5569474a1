import { PostgresEventStore } from '#event-store';
import { Ledger } from '#ledger';
import { settleTables } from '../bench-server.js';
import { RawLog } from '../floor/raw-log.js';
import { Feed, sharesOf } from '../load/feed.js';
import { appendAll, insertAll } from '../load/fill.js';
import { compare } from '../measuring/compare.js';
import { ratioOf, type Result } from '../measuring/result.js';
import { mustEqual } from '../measuring/wrong-result.js';
import type { BenchOptions, Row } from '../row.js';

const AT_ONCE = 8;
const ROUND = 2_000;

/** Cases loaded from the log and folded against a SELECT of their streams, not even parsed. */
export const load: Row = async (options) => [await options.server.withDatabase((url) => loadCases(url, options))];

async function loadCases(url: string, { events, seconds }: BenchOptions): Promise<Result> {
  const store = await PostgresEventStore.open({ url });
  const log = await RawLog.open(url, AT_ONCE);
  try {
    const cases = await fill(url, store, log, events);
    const ledger = new Ledger(store);
    let next = 0;
    const comparison = await compare<Case[][]>({
      seconds,
      // A stride that shares no factor with most numbers spreads the cases over the whole log.
      input: () =>
        sharesOf(
          Array.from({ length: ROUND }, () => cases[(next += 7_919) % cases.length]!),
          AT_ONCE,
        ),
      floor: (shares) =>
        inParallel(shares, async ({ stream, events }, connection) => {
          mustEqual('rows of a stream', (await log.stream(connection, stream)).length, events);
        }),
      // `loadCase` always reads the log.
      ours: (shares) =>
        inParallel(shares, async ({ stream, events }) => {
          const state = await ledger.loadCase(stream.slice('case-'.length));
          mustEqual('steps of a case', state.steps.size, events);
        }),
    });
    return ratioOf(
      { row: 'load', work: 'load and fold a case, 8 at once', target: { atLeast: 0.7 }, peer: 0.49 },
      comparison,
    );
  } finally {
    await Promise.all([store.close(), log.close()]);
  }
}

interface Case {
  readonly stream: string;
  readonly events: number;
}

async function fill(url: string, store: PostgresEventStore, log: RawLog, count: number): Promise<Case[]> {
  const events = new Feed().take(count);
  await appendAll(store, events);
  await insertAll(log, events);
  await settleTables(url);
  const counts = new Map<string, number>();
  for (const { stream } of events) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  return Array.from(counts, ([stream, events]) => ({ stream, events }));
}

async function inParallel(
  shares: readonly Case[][],
  work: (one: Case, worker: number) => Promise<void>,
): Promise<number> {
  await Promise.all(
    shares.map(async (share, worker) => {
      for (const one of share) await work(one, worker);
    }),
  );
  return shares.flat().length;
}
