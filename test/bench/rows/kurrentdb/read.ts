import { openKurrentDbEventStore, type EventStore } from '#event-store';
import { catchUp, ProjectionControl } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { servedUrl } from '../../../support/served-tables.js';
import { query, settleTables } from '../../bench-server.js';
import { RawKurrentDb } from '../../floor/raw-kurrentdb.js';
import { Feed } from '../../load/feed.js';
import { appendAll } from '../../load/fill.js';
import { compare, type Comparison } from '../../measuring/compare.js';
import { ratioOf, type Result } from '../../measuring/result.js';
import { mustEqual } from '../../measuring/wrong-result.js';
import type { KurrentDbOptions, KurrentDbRow } from '../../row.js';

/** A rebuild takes seconds: fewer rounds are enough. */
const LEAST_ROUNDS = 3;

/** The log through the port, and all read models from it, against the client's own subscription to the same log. */
export const read: KurrentDbRow = async ({ kurrentDb, ...options }) => {
  if (kurrentDb.canRead) return kurrentDb.withWholeLog((url) => readLog(url, options));
  process.stderr.write(
    'The log at KURRENTDB_URL has other events and KURRENTDB_CLUSTER_COMMAND is not set: nothing is read.\n',
  );
  return [];
};

type Options = Omit<KurrentDbOptions, 'kurrentDb'>;

async function readLog(url: string, { server, events: count, seconds }: Options): Promise<Result[]> {
  const store = await openKurrentDbEventStore({ url });
  const raw = new RawKurrentDb(url);
  try {
    const feed = new Feed();
    const events = [...feed.unions, ...feed.take(count - feed.unions.length)];
    await appendAll(store, events);
    const cases = new Set(events.map(({ stream }) => stream)).size - feed.unions.length;
    const floor = () => allRead(raw.readToEnd(), count);
    const following = await compare({
      seconds,
      input: () => undefined,
      floor,
      ours: () => allRead(followToEnd(store), count),
    });
    const rebuilding = await server.withDatabase((databaseUrl) =>
      rebuildAll({ store, databaseUrl, seconds, floor, count, cases }),
    );
    const work = `${count.toLocaleString('en')} events`;
    return [
      ratioOf({ row: 'kurrentdb-read', work: `KurrentDB: following the log to its end, ${work}` }, following),
      ratioOf(
        {
          row: 'kurrentdb-read',
          work: `KurrentDB: rebuild of all read models, ${work}: against reading the log`,
          target: { atLeast: 0.8 },
          details: { cases },
        },
        rebuilding,
      ),
    ];
  } finally {
    await Promise.all([store.close(), raw.close()]);
  }
}

async function allRead(reading: Promise<number>, count: number): Promise<number> {
  mustEqual('events read', await reading, count);
  return count;
}

async function followToEnd(store: EventStore): Promise<number> {
  let events = 0;
  for await (const page of store.subscribe()) {
    events += page.events.length;
    if (page.caughtUp) break;
  }
  return events;
}

interface Rebuilding {
  readonly store: EventStore;
  readonly databaseUrl: string;
  readonly seconds: number;
  readonly floor: () => Promise<number>;
  readonly count: number;
  readonly cases: number;
}

async function rebuildAll({ store, databaseUrl, seconds, floor, count, cases }: Rebuilding): Promise<Comparison> {
  const readModels = await ReadModels.open({ url: databaseUrl });
  const projecting = { store, databaseUrl, projections: PROJECTIONS };
  const control = new ProjectionControl(projecting);
  try {
    const comparison = await compare({
      seconds,
      leastRounds: LEAST_ROUNDS,
      input: async () => {
        for (const { name } of PROJECTIONS) await control.rebuild(name);
        await settleTables(databaseUrl);
      },
      floor,
      ours: () => catchUp(projecting).then(() => count),
    });
    const [shown] = await query<{ n: string }>(await servedUrl(databaseUrl), 'SELECT count(*) AS n FROM cases');
    mustEqual('cases in the read model', Number(shown!.n), cases);
    return comparison;
  } finally {
    await Promise.all([readModels.close(), control.close()]);
  }
}
