import pg from 'pg';
import { PostgresEventStore } from '#event-store';
import { ProjectionControl, ProjectionEngine } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { servedUrl } from '../../support/served-tables.js';
import { settleTables } from '../bench-server.js';
import { appendOf, Feed } from '../load/feed.js';
import { appendAll } from '../load/fill.js';
import { paced } from '../load/paced.js';
import { figure, type Result } from '../measuring/result.js';
import { median, quantile } from '../measuring/statistics.js';
import { mustEqual } from '../measuring/wrong-result.js';
import type { BenchOptions, Row } from '../row.js';
import type { LedgerEvent } from '../seeded-ledger.js';

const EVENTS_BEFORE = 20_000;
const WARM_UP_MS = 3_000;

/** How long after an append's answer its event is in the read model, at 200 appends a second. */
export const visibility: Row = ({ server, seconds }) => server.withDatabase((url) => follow(url, seconds));

async function follow(url: string, seconds: BenchOptions['seconds']): Promise<Result[]> {
  const store = await PostgresEventStore.open({ url });
  const readModels = await ReadModels.open({ url });
  const projecting = { store, databaseUrl: url, projections: PROJECTIONS };
  const control = new ProjectionControl(projecting);
  const engine = new ProjectionEngine({ ...projecting, control });
  await control.register();
  const reader = new pg.Pool({ connectionString: await servedUrl(url), max: 2 });
  try {
    const feed = new Feed();
    await appendAll(store, [...feed.unions, ...feed.take(EVENTS_BEFORE)]);
    await engine.start();
    await control.waitFor('cases', (await store.head())!, { timeoutMs: 60_000 });
    await settleTables(url);
    const appendAndWait = async (event: LedgerEvent) => {
      const { stream, events, expected } = appendOf(event);
      const { position } = await store.append(stream, events, expected);
      const answered = performance.now();
      await control.waitFor('cases', position);
      const waited = performance.now() - answered;
      await mustBeShown(reader, event);
      return waited;
    };
    await paced(feed, WARM_UP_MS, appendAndWait);
    const waited = await paced(feed, seconds * 1000, appendAndWait);
    const details = { appends: waited.length, 'p95 ms': quantile(waited, 0.95).toFixed(1) };
    const work = 'append’s answer until visible, 200/s';
    return [
      figure(
        { row: 'visibility', work: `${work}: median`, target: { below: 4.1 }, peer: 4.1, details },
        'ms',
        median(waited),
      ),
      figure(
        { row: 'visibility', work: 'the same: 99th percentile', target: { below: 11.3 }, peer: 11.3, details },
        'ms',
        quantile(waited, 0.99),
      ),
    ];
  } finally {
    await engine.stop();
    await Promise.all([store.close(), readModels.close(), control.close(), reader.end()]);
  }
}

/** A reader of its own finds the event in the tables; what `waitFor` says is not taken on trust. */
async function mustBeShown(reader: pg.Pool, { stream, event }: LedgerEvent): Promise<void> {
  const { rows } = await reader.query<{ shown: boolean }>({
    name: 'shown',
    text: 'SELECT bool_or(position($2 in event) > 0) AS shown FROM timelines WHERE case_id = $1',
    values: [stream.slice('case-'.length), event.id],
  });
  mustEqual(`event ${event.id} in the read model`, rows[0]?.shown, true);
}
