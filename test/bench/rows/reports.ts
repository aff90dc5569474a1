import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresEventStore, type EventStore, type Position } from '#event-store';
import { ProjectionControl, ProjectionEngine } from '#projections';
import { PROJECTIONS, ReadModels, type ResponseTimesReport, type ResponseTimesRequest } from '#read-models';
import { servedUrl } from '../../support/served-tables.js';
import { query, settleTables } from '../bench-server.js';
import { appendOf, Feed } from '../load/feed.js';
import { appendAll } from '../load/fill.js';
import { paced } from '../load/paced.js';
import { figure, type Result } from '../measuring/result.js';
import { median, quantile } from '../measuring/statistics.js';
import { mustEqual } from '../measuring/wrong-result.js';
import type { BenchOptions, Row } from '../row.js';
import type { LedgerEvent } from '../seeded-ledger.js';

const UNIONS = 3_000;
/** The cases are spread over the time from the beginning of the seeded ledger until now. */
const DAYS = 2_900;
const EVENTS_A_CASE = 6.3;
const BATCH = 1_000;
const HOUR_MS = 3_600_000;

const REPORTS = 100;
const PAST_FRAMES = 10;
const BETWEEN_REPORTS_MS = 5;
const MB = 1024 * 1024;

/** How long reports on response times take: of now, of the past, and how soon they have a step. */
export const reports: Row = ({ server, events, seconds }) =>
  server.withDatabase((url) => measured(url, events, seconds));

async function measured(url: string, count: number, seconds: BenchOptions['seconds']): Promise<Result[]> {
  const store = await PostgresEventStore.open({ url });
  const readModels = await ReadModels.open({ url });
  const projecting = { store, databaseUrl: url, projections: PROJECTIONS };
  const control = new ProjectionControl(projecting);
  const engine = new ProjectionEngine({ ...projecting, control });
  try {
    // Not one of them may lie in the future.
    const casesADay = Math.ceil(count / EVENTS_A_CASE / DAYS);
    const feed = new Feed({ unions: UNIONS, casesADay, corrected: 0.02 });
    await appendAll(store, feed.unions);
    let until = 0;
    for (let sent = 0; sent < count; sent += BATCH) {
      const batch = feed.take(BATCH);
      await appendAll(store, batch);
      until = Date.parse(batch.at(-1)!.event.metadata.recordedAt as string);
    }
    const started = performance.now();
    await engine.start();
    await control.waitFor('cases', (await store.head())!, { timeoutMs: 2 * HOUR_MS });
    await settleTables(url);
    const [size] = await query<{ cases: string; engagements: string }>(
      await servedUrl(url),
      `SELECT (SELECT count(*) FROM cases) AS cases,
              (SELECT count(*) FROM engagements) AS engagements`,
    );
    const details = {
      events: count,
      ...size!,
      'seconds to project': ((performance.now() - started) / 1000).toFixed(0),
    };
    return [
      ...(await ofNow(readModels, url, details)),
      await ofThePast(readModels, until, Number(size!.engagements), details),
      await live({ store, readModels, feed, seconds, details }),
    ];
  } finally {
    await engine.stop();
    await Promise.all([store.close(), readModels.close(), control.close()]);
  }
}

type Details = Result['details'];

/** Each report asks for another horizon, so that nothing of its figures is known before; then the same again and again. */
async function ofNow(readModels: ReadModels, url: string, details: Details): Promise<Result[]> {
  const results: Result[] = [];
  for (const [groupBy, below] of [
    ['level', 20],
    ['union', 200],
  ] as const) {
    const ask = (request: ResponseTimesRequest) =>
      timed(() => readModels.responseTimes({ groupBy, ...request }, Date.now()));
    const [first] = await ask({});
    const served = await servedUrl(url);
    const [scan, [row]] = await timed(() =>
      query<{ n: string }>(
        served,
        `SELECT count(*) AS n FROM (${scanBy(groupBy === 'union' ? 'union_id' : groupBy)}) AS alike`,
      ),
    );
    const anew: number[] = [];
    const again: number[] = [];
    // Its figures were forgotten over the others.
    await ask({});
    for (let n = 0; n < REPORTS; n++) anew.push((await ask({ horizons: `1,7,30,${100 + n}` }))[0]);
    for (let n = 0; n < REPORTS; n++) again.push((await ask({}))[0]);
    const about = {
      ...details,
      'first ms': first.toFixed(0),
      'ms of a scan in SQL': scan.toFixed(0),
      'rows of the scan': row!.n,
      'median ms': median(anew).toFixed(1),
    };
    const work = `a report by ${groupBy}, of now`;
    results.push(
      figure(
        { row: 'reports', work: `${work}, asked anew: 99th percentile`, target: { below }, details: about },
        'ms',
        quantile(anew, 0.99),
      ),
      figure(
        { row: 'reports', work: 'the same, asked again: 99th percentile', target: { below }, details },
        'ms',
        quantile(again, 0.99),
      ),
    );
  }
  return results;
}

const scanBy = (column: string) =>
  `SELECT count(*) FROM engagements
   GROUP BY ${column}, first_reply_outcome, first_reply_low, first_reply_high`;

/** @param until when the last event was recorded */
async function ofThePast(
  readModels: ReadModels,
  until: number,
  engagements: number,
  details: Details,
): Promise<Result> {
  const began = Date.UTC(2018, 9, 1);
  const took: number[] = [];
  let memory = 0;
  const watching = setInterval(() => (memory = Math.max(memory, process.memoryUsage.rss())), 20);
  for (let n = 1; n <= PAST_FRAMES; n++) {
    const at = new Date(began + (n / (PAST_FRAMES + 1)) * (until - began)).toISOString();
    const request = n % 2 ? { asOf: at, knownAt: at } : { asOf: at };
    const [milliseconds, report] = await timed(() =>
      readModels.responseTimes({ groupBy: 'level', ...request }, Date.now()),
    );
    took.push(milliseconds);
    mustEqual('a report of the past counts fewer', report.total.engagements < engagements, true);
  }
  clearInterval(watching);
  const work = `a report as of some time in the past: longest of ${PAST_FRAMES}`;
  const about = { ...details, 'median ms': median(took).toFixed(0), 'peak memory MB': Math.round(memory / MB) };
  return figure({ row: 'reports', work, target: { below: 3_000 }, details: about }, 'ms', Math.max(...took));
}

interface Live {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly feed: Feed;
  readonly seconds: number;
  readonly details: Details;
}

/** Appends 200 steps a second while somebody asks for one report after the other. */
async function live({ store, readModels, feed, seconds, details }: Live): Promise<Result> {
  const answered: { position: Position; at: number }[] = [];
  const waited: number[] = [];
  let appending = true;
  const appends = paced(feed, seconds * 1000, async (event) => {
    const position = await append(store, event);
    answered.push({ position, at: performance.now() });
  }).finally(() => (appending = false));
  let asked = 0;
  while (appending || answered.length > 0) {
    const { frame }: ResponseTimesReport = await readModels.responseTimes({ groupBy: 'level' }, Date.now());
    asked++;
    const now = performance.now();
    for (const one of answered.splice(0)) {
      if (one.position <= frame.position) waited.push(now - one.at);
      else answered.push(one);
    }
    await sleep(BETWEEN_REPORTS_MS);
  }
  await appends;
  const about = { ...details, appends: waited.length, reports: asked, 'median ms': median(waited).toFixed(1) };
  const work = 'append’s answer until the report has it, 200/s: 99th percentile';
  return figure({ row: 'reports', work, target: { below: 100 }, details: about }, 'ms', quantile(waited, 0.99));
}

async function append(store: EventStore, event: LedgerEvent): Promise<Position> {
  const { stream, events, expected } = appendOf(event);
  return (await store.append(stream, events, expected)).position;
}

async function timed<Value>(work: () => Promise<Value>): Promise<[milliseconds: number, Value]> {
  const started = performance.now();
  const value = await work();
  return [performance.now() - started, value];
}
