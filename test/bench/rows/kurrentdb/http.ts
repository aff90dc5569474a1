import { openKurrentDbEventStore } from '#event-store';
import { ProjectionControl } from '#projections';
import { PROJECTIONS } from '#read-models';
import { servedUrl } from '../../../support/served-tables.js';
import { query } from '../../bench-server.js';
import { RawKurrentDb, rawAppend, type RawAppend } from '../../floor/raw-kurrentdb.js';
import { halfToldCases, type Command } from '../../load/commands.js';
import { Feed, sharesOf } from '../../load/feed.js';
import { appendAll } from '../../load/fill.js';
import type { LoadReport, LoadRequest } from '../../load/http-load.js';
import { compare } from '../../measuring/compare.js';
import { Helper, Service } from '../../measuring/programs.js';
import { ratioOf, type Result } from '../../measuring/result.js';
import { median } from '../../measuring/statistics.js';
import { mustEqual } from '../../measuring/wrong-result.js';
import type { KurrentDbOptions, KurrentDbRow } from '../../row.js';

const CONNECTIONS = 32;
const ROUND = 3_000;
/** No machine gets through more rounds in the measuring time. */
const mostRounds = (seconds: number) => 8 + 2 * seconds;
const PATIENCE = { timeoutMs: 60_000 };

/** Commands over HTTP, with projections, against the client's own appends, as many at once. */
export const http: KurrentDbRow = ({ server, kurrentDb, seconds }) =>
  server.withDatabase(async (databaseUrl) => [await overHttp(databaseUrl, kurrentDb, seconds)]);

async function overHttp(
  databaseUrl: string,
  kurrentDb: KurrentDbOptions['kurrentDb'],
  seconds: number,
): Promise<Result> {
  const [url, rawUrl] = [kurrentDb.newLedger(), kurrentDb.newLedger()];
  const store = await openKurrentDbEventStore({ url });
  const [raw, own] = [new RawKurrentDb(rawUrl), new RawKurrentDb(url)];
  const [feed, rawFeed] = [new Feed(), new Feed()];
  const { before, commands } = halfToldCases(feed, ROUND * mostRounds(seconds));
  await appendAll(store, [...feed.unions, ...before]);
  const load = new Helper<LoadRequest, LoadReport>(new URL('../../load/http-load.js', import.meta.url));
  const variables = { EVENT_STORE_URL: url, DATABASE_URL: databaseUrl, LOG_FORMAT: 'json' };
  const api = await Service.start('apps/api/src/main.js', variables);
  const control = new ProjectionControl({ store, databaseUrl, projections: PROJECTIONS });
  const names = PROJECTIONS.map(({ name }) => name);
  const untilProjected = async () => control.waitFor(names, (await store.head())!, PATIENCE);
  try {
    let sent = 0;
    const latencies: number[] = [];
    const comparison = await compare<{ raw: RawAppend[][]; commands: Command[] }>({
      seconds,
      // The server is a new process, which takes a while to be compiled.
      warmUps: 2,
      input: async () => {
        // What the projections still have to do must not be done at the floor's cost.
        await untilProjected();
        sent += ROUND;
        mustEqual('commands left for a round', commands.slice(sent - ROUND, sent).length, ROUND);
        const appends = rawFeed.take(ROUND).map(rawAppend);
        return { raw: sharesOf(appends, CONNECTIONS), commands: commands.slice(sent - ROUND, sent) };
      },
      floor: (round) => raw.appendShares(round.raw).then(() => ROUND),
      ours: async (round) => {
        const report = await load.ask({ url: api.url, connections: CONNECTIONS, commands: round.commands });
        mustEqual('commands that failed', report.failed, 0);
        mustEqual('commands that were answered', report.created, ROUND);
        latencies.push(report.p99);
        return ROUND;
      },
    });
    await untilProjected();
    mustEqual('events in the floor', await raw.readToEnd(), sent);
    mustEqual('events in the log', await own.readToEnd(), feed.unions.length + before.length + sent);
    const [shown] = await query<{ n: string }>(await servedUrl(databaseUrl), 'SELECT count(*) AS n FROM timelines');
    mustEqual('events in the read models', Number(shown!.n), before.length + sent);
    const work = 'KurrentDB: a command over HTTP, 32 connections, against the client’s appends, 32 at once';
    return ratioOf({ row: 'kurrentdb-http', work, details: { 'p99 ms': median(latencies) } }, comparison);
  } finally {
    await Promise.all([load.stop(), api.stop()]);
    await Promise.all([control.close(), store.close(), raw.close(), own.close()]);
  }
}
