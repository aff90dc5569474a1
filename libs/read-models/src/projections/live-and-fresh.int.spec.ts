import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { MemoryEventStore } from '#event-store';
import { Ledger } from '#ledger';
import { ProjectionEngine, type Projection, type RowDifference } from '#projections';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { RandomLedger } from '../test-support/random-ledger.js';
import { casesProjection } from './cases-projection.js';

const live = casesProjection.version;
const fresh = live + 1;
/** Steps enough for engagements that come and go, unions that move and duplicates that are linked. */
const NUMBERS = Array.from({ length: 400 }, (_, at) => (at * 7919) % 100_003);

describe('the tables of cases that followed a ledger at work, compared with some that were made at its end', () => {
  const store = new MemoryEventStore();
  let database: TestDatabase;
  let client: pg.Client;
  let engines: ProjectionEngine[];

  const engineOf = (projection: Projection) =>
    new ProjectionEngine({ store, databaseUrl: database.url, projections: [projection] });

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    engines = [engineOf(casesProjection), engineOf({ ...casesProjection, version: fresh })];
    await engines[0]!.start();
    const [ledger, random] = [new Ledger(store), new RandomLedger()];
    await random.begin(ledger);
    for (let from = 0; from < NUMBERS.length; from += 20) {
      await random.act(ledger, NUMBERS.slice(from, from + 20));
      await engines[0]!.control.waitFor('cases', (await store.head())!);
    }
    // Counts nothing anew.
    const note = { type: 'NoteAdded', stepId: randomUUID(), content: { note: 'the end' } };
    await ledger.recordInCase(random.cases[0]!, [note], { recordedBy: 'tester', correlationId: 'test' });
    await engines[0]!.control.waitFor('cases', (await store.head())!);
    await engines[1]!.start();
    await engines[1]!.control.waitFor('cases', (await store.head())!, { of: 'newest' });
  });

  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.stop()));
    await client.end();
    await database.drop();
  });

  async function differences(): Promise<RowDifference[]> {
    const found: RowDifference[] = [];
    for await (const row of engines[0]!.control.diff({ name: 'cases', one: live, other: fresh })) found.push(row);
    return found;
  }

  const count = async (what: string) =>
    Number((await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${what}`)).rows[0]!.n);

  it('differ in bookkeeping alone, which is no difference', async () => {
    const [ours, theirs] = [`cases_${live}.clock_counts`, `cases_${fresh}.clock_counts`];
    expect(await count(`${ours} WHERE counts::text = '{}'`)).toBeGreaterThan(0);
    expect(await count(`${theirs} WHERE counts::text = '{}'`)).toBe(0);
    expect(
      await count(`${ours} a JOIN ${theirs} b USING (measure, union_id, level) WHERE a.changed <> b.changed`),
    ).not.toBe(0);
    expect(await differences()).toEqual([]);
  });

  it('differ where a row is not what the log says', async () => {
    const { rows } = await client.query<{ union_id: string }>(
      `UPDATE cases_${live}.clock_counts SET counts = '{}' WHERE ctid =
         (SELECT ctid FROM cases_${live}.clock_counts WHERE counts::text <> '{}' LIMIT 1) RETURNING union_id`,
    );
    await client.query(
      `UPDATE cases_${fresh}.cases SET title = 'Another' WHERE ctid = (SELECT min(ctid) FROM cases_${fresh}.cases)`,
    );
    expect(await differences()).toMatchObject([
      { table: 'cases', kind: 'differs', changes: { title: [expect.anything(), 'Another'] } },
      { table: 'clock_counts', kind: 'only_in_other', key: { union_id: rows[0]!.union_id } },
    ]);
  });
});
