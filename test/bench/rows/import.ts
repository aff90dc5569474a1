import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore, type Append, type EventStore } from '#event-store';
import { importFile } from '#interchange';
import { Ledger } from '#ledger';
import { RawLog, rawEvent, type RawEvent } from '../floor/raw-log.js';
import { importLines } from '../load/case-lines.js';
import { appendAll, insertAll } from '../load/fill.js';
import { appendOf, batchesOf, Feed } from '../load/feed.js';
import { compare } from '../measuring/compare.js';
import { ratioOf, type Result } from '../measuring/result.js';
import { mustEqual } from '../measuring/wrong-result.js';
import type { BenchOptions, Row } from '../row.js';
import type { LedgerEvent } from '../seeded-ledger.js';

const EVENTS_BEFORE = 20_000;
const COMMIT = 1_000;
const ROUND = 15_000;

/** Appends of 1,000 events a commit, and whole files, against INSERTs of 1,000 rows from arrays. */
export const importing: Row = async (options) => [
  await options.server.withDatabase((url) => appendsInBulk(url, options)),
  await options.server.withDatabase((url) => files(url, options)),
];

async function appendsInBulk(url: string, { seconds }: BenchOptions): Promise<Result> {
  const store = await PostgresEventStore.open({ url });
  const log = await RawLog.open(url, 1);
  try {
    const feed = new Feed();
    const before = feed.take(EVENTS_BEFORE);
    await appendAll(store, before);
    await insertAll(log, before);
    let imported = EVENTS_BEFORE;
    const comparison = await compare<{ raw: RawEvent[][]; appends: Append[][] }>({
      seconds,
      input: () => {
        imported += ROUND;
        const batches = [...batchesOf(feed.take(ROUND), COMMIT)];
        return {
          raw: batches.map((batch) => batch.map(rawEvent)),
          appends: batches.map((batch) => batch.map(appendOf)),
        };
      },
      floor: ({ raw }) => insertBatches(log, raw),
      ours: ({ appends }) => appendBatches(store, appends),
    });
    mustEqual('events in the floor', await log.count(), imported);
    mustEqual('events in the store', Number(await store.head()), imported);
    const work = `import: appendMany, ${COMMIT.toLocaleString('en')} events a commit`;
    return ratioOf({ row: 'import', work, target: { atLeast: 0.6 }, peer: 0.41 }, comparison);
  } finally {
    await Promise.all([store.close(), log.close()]);
  }
}

async function insertBatches(log: RawLog, batches: readonly RawEvent[][]): Promise<number> {
  for (const batch of batches) await log.insertMany(batch);
  return batches.flat().length;
}

async function appendBatches(store: EventStore, batches: readonly Append[][]): Promise<number> {
  for (const batch of batches) {
    const outcomes = await store.appendMany(batch);
    mustEqual('appends that were refused', outcomes.filter(({ ok }) => !ok).length, 0);
  }
  return ROUND;
}

/** The whole way of `recourse import`: read, parsed, validated, decided and recorded. */
async function files(url: string, { seconds }: BenchOptions): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'recourse-bench-'));
  const store = await PostgresEventStore.open({ url });
  const log = await RawLog.open(url, 1);
  try {
    const feed = new Feed();
    let unions = feed.unions;
    let imported = 0;
    const path = join(directory, 'round.jsonl');
    const comparison = await compare<{ raw: RawEvent[][]; events: number }>({
      seconds,
      input: async () => {
        const events = [...unions, ...openedAmong(feed.take(ROUND))];
        imported += events.length;
        await writeFile(path, [...importLines(events)]);
        unions = [];
        return { raw: [...batchesOf(events.map(rawEvent), COMMIT)], events: events.length };
      },
      floor: ({ raw }) => insertBatches(log, raw),
      ours: ({ events }) => importOne(path, store, events),
    });
    mustEqual('events in the floor', await log.count(), imported);
    mustEqual('events in the store', Number(await store.head()), imported);
    return ratioOf({ row: 'import', work: 'import: whole JSON lines files (for information)' }, comparison);
  } finally {
    await Promise.all([store.close(), log.close()]);
    await rm(directory, { recursive: true });
  }
}

async function importOne(path: string, store: EventStore, events: number): Promise<number> {
  const { steps, failed } = await importFile(path, new Ledger(store), store, { source: 'bench' });
  mustEqual('lines that failed', failed, 0);
  mustEqual('events imported', steps, events);
  return events;
}

/** The cases whose opening is among the events, as far as they go. */
function openedAmong(events: readonly LedgerEvent[]): LedgerEvent[] {
  const opened = new Set(events.filter(({ revision }) => revision === 0).map(({ stream }) => stream));
  return events.filter(({ stream }) => opened.has(stream));
}
