import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { MemoryEventStore } from '#event-store';
import { Ledger } from '#ledger';
import { ProjectionEngine, type Projection } from '#projections';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { casesProjection } from './projections/cases-projection.js';
import { PROJECTIONS } from './projections/index.js';
import { ReadModels } from './read-models.js';
import type { ResponseTimesReport } from './reports/response-times-report.js';
import { RandomLedger } from './test-support/random-ledger.js';

const { version } = casesProjection;
const before = version - 1;
const BY = { recordedBy: 'tester', correlationId: 'test' };
const NOW = Date.parse('2027-01-01T00:00Z');

describe('queries that are pinned to a version', () => {
  const store = new MemoryEventStore();
  let database: TestDatabase;
  let client: pg.Client;
  let models: ReadModels;
  let random: RandomLedger;
  const engines: ProjectionEngine[] = [];

  async function started(projections: readonly Projection[]): Promise<ProjectionEngine> {
    const engine = new ProjectionEngine({ store, databaseUrl: database.url, projections });
    engines.push(engine);
    await engine.start();
    return engine;
  }

  const inTables = async (engine: ProjectionEngine) =>
    engine.control.waitFor('cases', (await store.head())!, { of: 'newest', timeoutMs: 20_000 });

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    models = await ReadModels.open({ url: database.url });
    const ledger = new Ledger(store);
    random = new RandomLedger();
    await random.begin(ledger);
    await random.act(ledger, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await inTables(await started([{ ...casesProjection, version: before }]));
    const engine = await started(PROJECTIONS);
    await inTables(engine);
    await engine.control.waitFor(['unions', 'published_reports'], (await store.head())!);
    // From here on each says something else, as versions do.
    await client.query(`UPDATE cases_${before}.cases SET title = 'As it was'`);
    await client.query(
      `UPDATE cases_${before}.clock_counts SET counts = '{"helped":[1,1,1000]}', changed = '' WHERE measure = 'first_reply'`,
    );
    // Both follow the log; the counts of the one go on from where they were.
    const note = {
      type: 'UnionCalled',
      stepId: randomUUID(),
      content: { unionId: random.unions[0], outcome: 'reached' },
    };
    await ledger.recordInCase(random.cases[0]!, [note], BY);
    await inTables(engine);
    await engines[0]!.control.waitFor('cases', (await store.head())!, { versions: { cases: before } });
  });

  afterAll(async () => {
    await models.close();
    await Promise.all(engines.map((engine) => engine.stop()));
    await client.end();
    await database.drop();
  });

  const responseTimes = (of: ReadModels) => of.responseTimes({ groupBy: 'union' }, NOW);
  const helped = ({ total }: ResponseTimesReport) => total.classes.helped!;

  it('answer from it, and those beside them from what serves, however they come', async () => {
    const pinned = models.pinnedTo({ cases: before });
    const [serves, was] = [await responseTimes(models), await responseTimes(pinned)];
    expect(helped(serves)).toBeLessThan(1_000);
    expect(helped(was)).toBeGreaterThanOrEqual(1_000);
    const asked = Array.from({ length: 20 }, (_, at) => (at % 3 === 0 ? pinned : models));
    for (const [at, report] of (await Promise.all(asked.map(responseTimes))).entries()) {
      expect(report).toEqual(asked[at] === pinned ? was : serves);
    }
    const titles = async (of: ReadModels) => (await of.findCases({ limit: 100 })).items.map(({ title }) => title);
    const [own, others] = await Promise.all([titles(pinned), titles(models)]);
    // A case is folded from its events, in whatever version; the list is what the version has.
    expect(own).toEqual(others);
    expect((await pinned.findCases({ limit: 100, q: 'as it was' })).items.length).toBeGreaterThan(0);
    expect((await models.findCases({ limit: 100, q: 'as it was' })).items).toEqual([]);
  });

  it('say so in what they stand on, and lead to lists of the same version', async () => {
    const pinned = models.pinnedTo({ cases: before, unions: 3 });
    const { frame, total } = await responseTimes(pinned);
    expect(frame.pin).toBe(`cases:${before},unions:3`);
    expect(new URLSearchParams(total.drillDown).get('pin')).toBe(frame.pin);
    expect((await responseTimes(models)).frame).not.toHaveProperty('pin');
    const edges = await pinned.referralEdges({}, NOW);
    expect(edges.edges.length).toBeGreaterThan(0);
    for (const { drillDown } of edges.edges) expect(drillDown).toContain(`&pin=cases%3A${before}%2Cunions%3A3`);
  });

  it('are refused where there is none, and at once where it is not complete', async () => {
    const refused = (pin: Record<string, number>) => models.pinnedTo(pin).findCases({ limit: 1 });
    await expect(refused({ cases: 999 })).rejects.toMatchObject({ name: 'NotReadable', pinned: 'cases:999' });
    await client.query(
      `UPDATE projections.projections SET booted_at = NULL WHERE name = 'cases' AND version = ${before}`,
    );
    await expect(refused({ cases: before })).rejects.toThrow(
      `nothing can be read from cases:${before}: it is not complete yet`,
    );
    await client.query(
      `UPDATE projections.projections SET booted_at = now() WHERE name = 'cases' AND version = ${before}`,
    );
    await expect(refused({ cases: before })).resolves.toBeDefined();
  });

  it.each([
    [
      'lack a column',
      'engagements RENAME last_year TO other',
      'engagements RENAME other TO last_year',
      'engagements.last_year',
    ],
    [
      'have it with another type',
      'cases ALTER last_recorded TYPE integer USING 0',
      'cases ALTER last_recorded TYPE bigint',
      'cases.last_recorded',
    ],
    ['are called otherwise', 'clock_counts RENAME TO other', 'other RENAME TO clock_counts', 'clock_counts.'],
  ])('are refused where the tables %s, while what serves answers', async (_how, change, undo, column) => {
    await engines[0]!.stop();
    await client.query(`ALTER TABLE cases_${before}.${change}`);
    await expect(responseTimes(models.pinnedTo({ cases: before }))).rejects.toMatchObject({
      name: 'NotReadable',
      message: expect.stringContaining(`cases:${before}: its tables have no ${column}`),
    });
    await expect(responseTimes(models)).resolves.toBeDefined();
    await client.query(`ALTER TABLE cases_${before}.${undo}`);
    await expect(responseTimes(models.pinnedTo({ cases: before }))).resolves.toBeDefined();
  });

  it('are refused of a version that is retired', async () => {
    await engines[1]!.control.retire('cases', before);
    await expect(responseTimes(models.pinnedTo({ cases: before }))).rejects.toMatchObject({ name: 'NotReadable' });
  });
});
