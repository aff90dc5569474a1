import { PostgresEventStore } from '#event-store';
import { catchUp, ProjectionControl } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { servedUrl } from '../../support/served-tables.js';
import { query } from '../bench-server.js';
import { RawLog, rawClient } from '../floor/raw-log.js';
import { createTables, differences, emptyTables, readAndParse, rebuildByHand } from '../floor/rebuild-by-hand.js';
import { Feed } from '../load/feed.js';
import { appendAll, insertAll } from '../load/fill.js';
import { compare } from '../measuring/compare.js';
import { ratioOf, type Result } from '../measuring/result.js';
import { mustEqual } from '../measuring/wrong-result.js';
import type { BenchOptions, Row } from '../row.js';

/** A rebuild takes seconds: fewer rounds are enough. */
const LEAST_ROUNDS = 3;

/** All read models from an empty state through the engine, against reading the log, and against a rebuild by hand. */
export const rebuild: Row = ({ server, ...options }) => server.withDatabase((url) => rebuildAll(url, options));

async function rebuildAll(url: string, { events: count, seconds }: Omit<BenchOptions, 'server'>): Promise<Result[]> {
  const store = await PostgresEventStore.open({ url });
  const log = await RawLog.open(url, 1);
  const readModels = await ReadModels.open({ url });
  const control = new ProjectionControl({ store, databaseUrl: url, projections: PROJECTIONS });
  const byHand = rawClient(url);
  await byHand.connect();
  try {
    const feed = new Feed();
    const events = [...feed.unions, ...feed.take(count - feed.unions.length)];
    await appendAll(store, events);
    await insertAll(log, events);
    await control.register();
    await createTables(url);
    const cases = new Set(events.map(({ stream }) => stream)).size - feed.unions.length;
    const ours = async () => {
      await catchUp({ store, databaseUrl: url, projections: PROJECTIONS });
      return count;
    };
    const empty = async () => {
      for (const { name } of PROJECTIONS) await control.rebuild(name);
      await emptyTables(url);
    };
    const contest = { seconds, leastRounds: LEAST_ROUNDS, input: empty, ours };
    const work = `rebuild of all read models, ${count.toLocaleString('en')} events`;
    const reading = await compare({
      ...contest,
      floor: async () => {
        mustEqual('events read', await readAndParse(log), count);
        return count;
      },
    });
    const writing = await compare({ ...contest, floor: () => rebuildByHand(log, byHand) });
    mustEqual('rows that differ from those made by hand', await differences(url), 0);
    const [shown] = await query<{ n: string }>(await servedUrl(url), 'SELECT count(*) AS n FROM cases');
    mustEqual('cases in the read model', Number(shown!.n), cases);
    const details = { events: count, cases };
    return [
      ratioOf({ row: 'rebuild', work: `${work}: against reading the log`, target: { atLeast: 0.5 }, details }, reading),
      ratioOf(
        { row: 'rebuild', work: 'the same: against a rebuild by hand', target: { atLeast: 0.6 }, peer: 0.36, details },
        writing,
      ),
    ];
  } finally {
    await byHand.end();
    await Promise.all([store.close(), log.close(), readModels.close(), control.close()]);
  }
}
