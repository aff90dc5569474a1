import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresEventStore } from '#event-store';
import { servedUrl } from '../../support/served-tables.js';
import { query } from '../bench-server.js';
import { halfToldCases, type Command } from '../load/commands.js';
import { Feed } from '../load/feed.js';
import { appendAll } from '../load/fill.js';
import type { LoadReport, LoadRequest } from '../load/http-load.js';
import { compare } from '../measuring/compare.js';
import { Helper, Service } from '../measuring/programs.js';
import { ratioOf, type Result } from '../measuring/result.js';
import { median } from '../measuring/statistics.js';
import { mustEqual, WrongResult } from '../measuring/wrong-result.js';
import type { BenchOptions, Row } from '../row.js';

const CONNECTIONS = 32;
const ROUND = 3_000;
/** No machine gets through more rounds in the measuring time. */
const mostRounds = (seconds: number) => 8 + 2 * seconds;
const PATIENCE_MS = 60_000;

/** Commands over HTTP against the barest Nest endpoint; servers and load in processes of their own. */
export const http: Row = ({ server, seconds }) => server.withDatabase((url) => overHttp(url, seconds));

async function overHttp(url: string, seconds: BenchOptions['seconds']): Promise<Result[]> {
  const { before, commands } = await fill(url, ROUND * mostRounds(seconds));
  const load = new Helper<LoadRequest, LoadReport>(new URL('../load/http-load.js', import.meta.url));
  const api = await Service.start('apps/api/src/main.js', { DATABASE_URL: url, LOG_FORMAT: 'json' });
  const floor = await Service.start('test/bench/floor-app.js', { DATABASE_URL: url });
  try {
    await untilProjected(url);
    let sent = 0;
    const latencies: { floor: number[]; ours: number[] } = { floor: [], ours: [] };
    const send = async (side: 'floor' | 'ours', commands: readonly Command[]) => {
      const { url } = side === 'floor' ? floor : api;
      const report = await load.ask({ url, connections: CONNECTIONS, commands });
      mustEqual(`commands that failed (${side})`, report.failed, 0);
      mustEqual(`commands that were answered (${side})`, report.created, commands.length);
      latencies[side].push(report.p99);
      return commands.length;
    };
    const comparison = await compare<Command[]>({
      seconds,
      // Both servers are new processes, which take a while to be compiled.
      warmUps: 2,
      input: async () => {
        // What the projections still have to do must not be done at the floor's cost.
        await untilProjected(url);
        sent += ROUND;
        mustEqual('commands left for a round', commands.slice(sent - ROUND, sent).length, ROUND);
        return commands.slice(sent - ROUND, sent);
      },
      floor: (commands) => send('floor', commands),
      ours: (commands) => send('ours', commands),
    });
    await untilProjected(url);
    await checkCounts(url, before, sent);
    const details = { 'p99 ms': median(latencies.ours), 'p99 ms of the floor': median(latencies.floor) };
    return [
      ratioOf(
        { row: 'http', work: 'a command over HTTP, 32 connections', target: { atLeast: 1 }, details },
        comparison,
      ),
    ];
  } finally {
    await Promise.all([load.stop(), api.stop(), floor.stop()]);
  }
}

/** How many events of cases the log has, and the commands that go on from there. */
async function fill(url: string, count: number): Promise<{ before: number; commands: Command[] }> {
  const store = await PostgresEventStore.open({ url });
  try {
    const feed = new Feed();
    const { before, commands } = halfToldCases(feed, count);
    await appendAll(store, [...feed.unions, ...before]);
    return { before: before.length, commands };
  } finally {
    await store.close();
  }
}

/** Waits until the read models have everything that is in the log. */
async function untilProjected(url: string): Promise<void> {
  const behind = `SELECT count(*) AS n FROM projections.projections
    WHERE position < (SELECT lpad(max(position)::text, 19, '0') FROM event_store.events)`;
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(20)) {
    const [row] = await query<{ n: string }>(url, behind);
    if (row!.n === '0') return;
  }
  throw new WrongResult('the projections do not arrive at the end of the log');
}

/** Every answered command is there once: in the log, in the floor's table, and in the read models. */
async function checkCounts(url: string, before: number, sent: number): Promise<void> {
  const [counts] = await query<{ log: number; floor: number; steps: number }>(
    await servedUrl(url),
    `SELECT (SELECT count(*)::int FROM event_store.events) AS log, (SELECT count(*)::int FROM public.raw_commands) AS floor,
      (SELECT count(*)::int FROM timelines) AS steps`,
  );
  const unions = new Feed().unions.length;
  mustEqual('commands in the floor’s table', counts!.floor, sent);
  mustEqual('events in the log', counts!.log, unions + before + sent);
  mustEqual('events in the read models', counts!.steps, before + sent);
}
