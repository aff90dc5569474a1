import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore } from '#event-store';
import { settleTables, type BenchServer } from '../bench-server.js';
import { importLines } from '../load/case-lines.js';
import { Feed } from '../load/feed.js';
import { appendAll } from '../load/fill.js';
import type { GrowthReport, GrowthTask } from '../load/growth-task.js';
import { Helper } from '../measuring/programs.js';
import { figure, type About, type Result } from '../measuring/result.js';
import { median } from '../measuring/statistics.js';
import { mustEqual } from '../measuring/wrong-result.js';
import type { Row } from '../row.js';

const FACTOR = 10;
const TIMES = { atMost: 10.5 };
/** What a garbage collector leaves lying about differs by as much from run to run. */
const FLAT = { atMost: 1.25 };
/** The small size is the quicker one, so it is measured more often. */
const TURNS = ['small', 'large', 'small', 'large', 'small'] as const;

type Size = (typeof TURNS)[number];
type Reports = Readonly<Record<Size, GrowthReport[]>>;

/** What ten times the events cost, in time and memory. */
export const growth: Row = async ({ server, events }) => {
  const sizes = { small: Math.round(events / FACTOR), large: events };
  return [
    ...resultsOf(`import of ${events.toLocaleString('en')} events`, await imports(server, sizes)),
    ...resultsOf(`rebuild of ${events.toLocaleString('en')} events`, await rebuilds(server, sizes)),
  ];
};

async function imports(server: BenchServer, sizes: Readonly<Record<Size, number>>): Promise<Reports> {
  const directory = await mkdtemp(join(tmpdir(), 'recourse-bench-'));
  try {
    const files = { small: join(directory, 'small.jsonl'), large: join(directory, 'large.jsonl') };
    await writeFile(files.small, importLines(eventsOf(sizes.small)));
    await writeFile(files.large, importLines(eventsOf(sizes.large)));
    const run = (helper: GrowthHelper, size: Size) =>
      server.withDatabase((url) => helper.ask({ kind: 'import', url, file: files[size] }));
    return await inTurns(sizes, run);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function rebuilds(server: BenchServer, sizes: Readonly<Record<Size, number>>): Promise<Reports> {
  return server.withDatabase((small) =>
    server.withDatabase(async (large) => {
      const urls = { small, large };
      for (const size of ['small', 'large'] as const) await fill(urls[size], sizes[size]);
      return inTurns(sizes, (helper, size) => helper.ask({ kind: 'rebuild', url: urls[size] }));
    }),
  );
}

type GrowthHelper = Helper<GrowthTask, GrowthReport>;

/** Each measurement in a new process, which the small size has warmed up. */
async function inTurns(
  sizes: Readonly<Record<Size, number>>,
  run: (helper: GrowthHelper, size: Size) => Promise<GrowthReport>,
): Promise<Reports> {
  const reports: Reports = { small: [], large: [] };
  for (const size of TURNS) {
    const helper: GrowthHelper = new Helper(new URL('../load/growth-task.js', import.meta.url));
    try {
      await run(helper, 'small');
      const report = await run(helper, size);
      mustEqual('events handled', report.events, sizes[size]);
      reports[size].push(report);
    } finally {
      await helper.stop();
    }
  }
  return reports;
}

function resultsOf(work: string, { small, large }: Reports): Result[] {
  const seconds = (reports: readonly GrowthReport[]) => median(reports.map((report) => report.seconds));
  const memory = (reports: readonly GrowthReport[]) => median(reports.map((report) => report.peakMemory));
  const details = {
    seconds: seconds(large).toFixed(2),
    'seconds for a tenth': seconds(small).toFixed(2),
    'peak memory MB': Math.round(memory(large)),
    'peak memory MB for a tenth': Math.round(memory(small)),
  };
  const about = (what: string, target: About['target']): About => {
    return { row: 'growth', work: `${work}: ${what} against a tenth`, target, details };
  };
  return [
    figure(about('time', TIMES), 'times', seconds(large) / seconds(small)),
    figure(about('peak memory', FLAT), 'times', memory(large) / memory(small)),
  ];
}

function eventsOf(count: number) {
  const feed = new Feed();
  return [...feed.unions, ...feed.take(count - feed.unions.length)];
}

async function fill(url: string, count: number): Promise<void> {
  const store = await PostgresEventStore.open({ url });
  try {
    await appendAll(store, eventsOf(count));
  } finally {
    await store.close();
  }
  await settleTables(url);
}
