import { openKurrentDbEventStore, type Append, type EventStore } from '#event-store';
import { RawKurrentDb, rawEvent, type RawAppend } from '../../floor/raw-kurrentdb.js';
import { batchesOf, Feed } from '../../load/feed.js';
import { compare, type Comparison } from '../../measuring/compare.js';
import { ratioOf, type Result } from '../../measuring/result.js';
import { mustEqual } from '../../measuring/wrong-result.js';
import type { KurrentDbOptions, KurrentDbRow } from '../../row.js';
import type { LedgerEvent } from '../../seeded-ledger.js';

/** As the import has it: batches of so many events, and so many of them on their way. */
const BATCH = 1_000;
const IN_FLIGHT = 2;
const ROUND = 15_000;
/** The whole story of a case is appended in one, which is how an import finds a new one. */
const TARGET = { atLeast: 0.8 };

interface Round {
  readonly events: number;
  readonly ours: Append[][];
  /** The same events, a stream for each batch; or a stream for each case, as in the ledger. */
  readonly raw: RawAppend[][];
}

/** Whole cases in batches against the client's own appends: a batch in one append, and a case in one append. */
export const importing: KurrentDbRow = async (options) => {
  const work = 'KurrentDB: import, 1,000 events a batch';
  const byBatch = await inBulk(options, rawByBatch);
  const byCase = await inBulk(options, rawByCase);
  return [
    rowOf(`${work}: against 1,000 events of one stream an append`, byBatch),
    rowOf('the same: against the same appends', byCase),
  ];
};

function rowOf(work: string, comparison: Comparison): Result {
  return ratioOf({ row: 'kurrentdb-import', work, target: TARGET }, comparison);
}

async function inBulk(
  { kurrentDb, seconds }: KurrentDbOptions,
  rawOf: (batch: readonly Append[]) => RawAppend[],
): Promise<Comparison> {
  const [ownUrl, rawUrl] = [kurrentDb.newLedger(), kurrentDb.newLedger()];
  const store = await openKurrentDbEventStore({ url: ownUrl });
  const [raw, own] = [new RawKurrentDb(rawUrl), new RawKurrentDb(ownUrl)];
  try {
    const feed = new Feed();
    let imported = 0;
    const comparison = await compare<Round>({
      seconds,
      input: () => {
        const ours = [...batchesOfCases(wholeCases(feed.take(ROUND)))];
        const events = ours.flat().reduce((sum, { events }) => sum + events.length, 0);
        imported += events;
        return { events, ours, raw: ours.map(rawOf) };
      },
      floor: (round) => inFlight(round.raw, (batch) => appendRaw(raw, batch)).then(() => round.events),
      ours: (round) => inFlight(round.ours, (batch) => appendBatch(store, batch)).then(() => round.events),
    });
    mustEqual('events in the floor', await raw.readToEnd(), imported);
    mustEqual('events in the store', await own.readToEnd(), imported);
    return comparison;
  } finally {
    await Promise.all([store.close(), raw.close(), own.close()]);
  }
}

/** The cases whose opening is among the events, as far as they go. */
function wholeCases(events: readonly LedgerEvent[]): Append[] {
  const cases = new Map<string, Append & { readonly events: LedgerEvent['event'][] }>();
  for (const { stream, revision, event } of events) {
    if (revision === 0) cases.set(stream, { stream, events: [event], expected: 'no_stream' });
    else cases.get(stream)?.events.push(event);
  }
  return [...cases.values()];
}

function* batchesOfCases(cases: readonly Append[]): Generator<Append[]> {
  let batch: Append[] = [];
  let events = 0;
  for (const one of cases) {
    batch.push(one);
    events += one.events.length;
    if (events < BATCH) continue;
    yield batch;
    [batch, events] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

function rawByCase(batch: readonly Append[]): RawAppend[] {
  return batch.map(({ stream, events }) => ({ stream, revision: 0, events: events.map(rawEvent) }));
}

function rawByBatch(batch: readonly Append[]): RawAppend[] {
  const { stream } = batch[0]!;
  return [{ stream, revision: 0, events: batch.flatMap(({ events }) => events.map(rawEvent)) }];
}

async function appendRaw(raw: RawKurrentDb, batch: readonly RawAppend[]): Promise<void> {
  await Promise.all(batch.map((one) => raw.append(one)));
}

async function appendBatch(store: EventStore, batch: readonly Append[]): Promise<void> {
  const outcomes = await store.appendMany(batch);
  mustEqual('appends that were refused', outcomes.filter(({ ok }) => !ok).length, 0);
}

async function inFlight<Batch>(batches: readonly Batch[], work: (batch: Batch) => Promise<void>): Promise<void> {
  for (const some of batchesOf(batches, IN_FLIGHT)) await Promise.all(some.map(work));
}
