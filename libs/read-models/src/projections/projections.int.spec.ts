import fc from 'fast-check';
import pg from 'pg';
import { eventsOf, MemoryEventStore, type EventStore, type RecordedEvent } from '#event-store';
import { ProjectionEngine } from '#projections';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { dropProjections, lookAtServed } from '../../../../test/support/served-tables.js';
import { PROJECTIONS } from './index.js';
import { ReadModels } from '../read-models.js';
import { live } from '../test-support/lively-ledger.js';

const TABLES = [
  'unions',
  'cases',
  'timelines',
  'engagements',
  'engaged_unions',
  'published_reports',
  // When they came to be as they are depends on the batches; counts that came to nothing are left by live runs alone.
  "(SELECT measure, union_id, level, sector, region, time_zone, counts FROM clock_counts WHERE counts::text <> '{}')",
];
const NAMES = PROJECTIONS.map(({ name }) => name);

let database: TestDatabase;
let models: ReadModels;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  models = await ReadModels.open({ url: database.url });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await models.close();
  await database.drop();
});

/** Every row of every query table, in the order of its key, as text. */
async function tables(): Promise<string> {
  const dump: string[] = [];
  await lookAtServed(client);
  for (const table of TABLES) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT t::text AS row FROM ${table} t ORDER BY t::text COLLATE "C"`,
    );
    dump.push(table, ...rows.map(({ row }) => row));
  }
  return dump.join('\n');
}

function engineOn(store: EventStore, events?: number): ProjectionEngine {
  const projections = PROJECTIONS.map((projection) => ({ ...projection, ...(events && { window: { events } }) }));
  return new ProjectionEngine({ store, databaseUrl: database.url, projections });
}

async function caughtUp(engine: ProjectionEngine, store: EventStore, of?: 'newest'): Promise<void> {
  await engine.control.waitFor(NAMES, (await store.head())!, { timeoutMs: 20_000, of });
}

describe('the query tables', () => {
  it(
    'are the same to the byte after a live run, a rebuild, and a run that was stopped at any point',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 }),
          fc.array(fc.nat(12), { minLength: 3, maxLength: 8 }),
          fc.integer({ min: 1, max: 7 }),
          async (plan, pauses, window) => {
            await dropProjections(client);
            const store = new MemoryEventStore();
            const following = engineOn(store);
            await following.start();
            await live(store, plan);
            await caughtUp(following, store);
            const afterLiveRun = await tables();

            for (const name of NAMES) await following.control.rebuild(name);
            await caughtUp(following, store, 'newest');
            await following.stop();
            const afterRebuild = await tables();

            await dropProjections(client);
            for (const pause of pauses) {
              const interrupted = engineOn(store, window);
              await interrupted.start();
              await new Promise((resolve) => setTimeout(resolve, pause));
              await interrupted.stop();
            }
            const last = engineOn(store, window);
            await last.start();
            await caughtUp(last, store);
            await last.stop();
            const afterResumptions = await tables();

            expect(afterLiveRun).toContain('Union ');
            expect(afterRebuild).toBe(afterLiveRun);
            expect(afterResumptions).toBe(afterLiveRun);
            await store.close();
          },
        ),
        { numRuns: 12, endOnFailure: true },
      ),
    120_000,
  );

  it(
    'depend on the order of each stream alone, not on how the log orders streams among each other',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60, size: 'max' }),
          fc.array(fc.nat(1_000), { minLength: 20, maxLength: 100, size: 'max' }),
          fc.integer({ min: 1, max: 7 }),
          async (plan, order, batch) => {
            await dropProjections(client);
            const store = new MemoryEventStore();
            await live(store, plan);
            const engine = engineOn(store);
            await engine.start();
            await caughtUp(engine, store);
            await engine.stop();
            const expected = await tables();

            await dropProjections(client);
            const other = new MemoryEventStore();
            const following = engineOn(other);
            await following.start();
            for await (const events of inAnotherOrder(store, order, batch)) {
              for (const event of events) await append(other, event);
              await caughtUp(following, other);
            }
            await following.stop();
            expect(withoutPositions(await tables())).toBe(withoutPositions(expected));
          },
        ),
        { numRuns: 12, endOnFailure: true },
      ),
    120_000,
  );
});

/** Timelines, histories and cases keep where events stand in the log. */
function withoutPositions(text: string): string {
  return text.replace(/\b\d{19}\b/g, '');
}

/** The events of a log in batches, with its streams taking turns as the numbers say. */
async function* inAnotherOrder(store: EventStore, order: readonly number[], batch: number) {
  const streams = new Map<string, RecordedEvent[]>();
  for await (const event of eventsOf(store.readAll())) {
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  }
  let events: RecordedEvent[] = [];
  for (let turn = 0; streams.size > 0; turn++) {
    const choice = order[turn % order.length]!;
    const [stream, left] = [...streams][choice % streams.size]!;
    events.push(...left.splice(0, 1 + (choice % 10)));
    if (left.length === 0) streams.delete(stream);
    if (events.length < batch && streams.size > 0) continue;
    yield events;
    events = [];
  }
}

async function append(store: EventStore, event: RecordedEvent): Promise<void> {
  await store.append(event.stream, [event], event.revision === 0 ? 'no_stream' : event.revision - 1);
}
