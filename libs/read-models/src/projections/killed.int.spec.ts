import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import pg from 'pg';
import { PostgresEventStore, type Position } from '#event-store';
import { catchUp, ProjectionControl } from '#projections';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import type { Death } from '../test-support/dying-build.js';
import { recordScattered } from '../test-support/scattered-cases.js';
import { watched } from '../test-support/watched.js';
import { casesProjection } from './cases-projection.js';

/** As it is built: it runs in a process of its own. */
const PROGRAM = fileURLToPath(
  new URL('../../../../dist/libs/read-models/src/test-support/dying-build.js', import.meta.url),
);
const KILLS = 20;
/** Enough for a dozen batches, and for dozens of statements that complete the tables. */
const CASES = 5_000;

/** Places in the course of a build, of which reading the log is one half and completing the tables the other. */
const places = fc.array(
  fc.record({
    at: fc.noBias(fc.nat(9_999)).map((n) => n / 10_000),
    moment: fc.constantFrom('before' as const, 'written' as const, 'committed' as const),
  }),
  { minLength: KILLS, maxLength: KILLS },
);

describe('a rebuild whose process is killed', () => {
  const { name, version } = casesProjection;
  let database: TestDatabase;
  let client: pg.Client;
  let store: PostgresEventStore;
  /** Of what completes the tables. */
  let statements = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    store = await PostgresEventStore.open({ url: database.url });
    await recordScattered(store, CASES);
    await catchUp({ ...base(), projections: [watched(casesProjection, { onStatement: () => statements++ })] });
  });

  afterAll(async () => {
    await store.close();
    await client.end();
    await database.drop();
  });

  const base = () => ({ store, databaseUrl: database.url, projections: [casesProjection] });

  function deathAt({ at, moment }: { at: number; moment: 'before' | 'written' | 'committed' }, head: string): Death {
    if (at >= 0.5) return { statements: 1 + Math.floor((2 * at - 1) * statements) };
    const position = String(Math.floor(2 * at * Number(head)));
    return { position: position.padStart(head.length, '0'), moment };
  }

  async function buildUntil(death: Death): Promise<NodeJS.Signals | null> {
    const args = [PROGRAM, database.url, JSON.stringify(death)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 60_000 });
    await once(child, 'close');
    return child.signalCode;
  }

  /** Of every table, how many rows it has and what they are. */
  async function contents(schema: string): Promise<Record<string, object>> {
    const text = 'SELECT tablename AS "table" FROM pg_tables WHERE schemaname = $1 ORDER BY 1';
    const { rows: tables } = await client.query<{ table: string }>(text, [schema]);
    const found: Record<string, object> = {};
    for (const { table } of tables) {
      const { rows } = await client.query<{ n: number; digest: string }>(
        `SELECT count(*)::integer AS n, md5(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C")) AS digest
         FROM ${schema}.${table} t`,
      );
      found[table] = rows[0]!;
    }
    return found;
  }

  it('goes on each time where it was, and ends with the bytes of one that nobody disturbed', async () => {
    const head = (await store.head())!;
    const undisturbed = await contents(`${name}_${version}`);
    expect(undisturbed).toMatchObject({ cases: { n: CASES }, engagements: { n: 2 * CASES } });
    expect(statements).toBeGreaterThan(KILLS);
    const control = new ProjectionControl(base());
    await control.rebuild(name);
    await fc.assert(
      fc.asyncProperty(places, async (found) => {
        const positions: Position[] = [];
        for (const place of [...found].sort((a, b) => a.at - b.at)) {
          const death = deathAt(place, head);
          expect({ death, by: await buildUntil(death) }).toEqual({ death, by: 'SIGKILL' });
          const status = (await control.list()).at(-1)!;
          expect(status).toMatchObject({ build: 2, state: 'booting', active: false });
          positions.push(status.position ?? '');
        }
        expect(positions).toEqual([...positions].sort());
        await catchUp(base());
        expect((await control.list()).at(-1)).toMatchObject({ build: 2, state: 'running', active: true });
        expect(await contents(`${name}_${version}_b2`)).toEqual(undisturbed);
      }),
      { numRuns: 1, endOnFailure: true },
    );
    await control.close();
  }, 300_000);
});
