import type { ProjectionEngine } from './engine.js';
import { Session } from './session.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { Gate } from './test-support/gate.js';
import { eventually, World } from './test-support/world.js';

/** What one query saw of a projection. */
interface Answer {
  readonly version: number;
  readonly position: string;
  readonly rows: number;
  readonly highest: number;
}

describe('a new build of a projection', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  function answer(versions?: Record<string, number>): Promise<Answer> {
    return world.reading(
      ['counting'],
      async (client, served) => {
        const { version } = served.get('counting')!;
        const { rows } = await client.query<Omit<Answer, 'version'>>(
          `SELECT coalesce(max(position), '') AS position, count(*)::integer AS rows,
             coalesce(max(number), 0) AS highest FROM counting`,
        );
        return { version, ...rows[0]! };
      },
      versions,
    );
  }

  async function statuses(engine: ProjectionEngine) {
    return (await engine.control.list()).map(({ version, build, state, active }) => ({
      version,
      build,
      state,
      active,
    }));
  }

  async function runningOld(events: number): Promise<ProjectionEngine> {
    const engine = await world.started([new CountingProjection()]);
    await engine.control.waitFor('counting', await world.append(events));
    return engine;
  }

  it('leaves what serves alone, follows beside it, takes over when it has caught up, and keeps it', async () => {
    await runningOld(100);
    const gate = new Gate();
    const engine = await world.started([new CountingProjection({ version: 2, beforeApply: () => gate.pass() })]);
    await gate.reached;
    const last = await world.append(10);
    await engine.control.waitFor('counting', last);
    expect(await answer()).toMatchObject({ version: 1, rows: 110 });
    expect(await statuses(engine)).toEqual([
      { version: 1, build: 1, state: 'running', active: true },
      { version: 2, build: 1, state: 'booting', active: false },
    ]);

    gate.open();
    await engine.control.waitFor('counting', last, { of: 'newest' });
    expect(await answer()).toMatchObject({ version: 2, rows: 110 });
    expect(await statuses(engine)).toEqual([
      { version: 1, build: 1, state: 'running', active: false },
      { version: 2, build: 1, state: 'running', active: true },
    ]);
    const later = await world.append(1);
    await engine.control.waitFor('counting', later);
    await eventually(async () => (await answer({ counting: 1 })).rows === 111);
    expect(await answer({ counting: 1 })).toMatchObject({ version: 1, position: later });
  });

  it('shows readers whole answers that never go back, while it is built and when it takes over, again and again', async () => {
    const engine = await runningOld(3_000);
    const answers: Answer[] = [];
    let reading = true;
    const readers = Array.from({ length: 4 }, async () => {
      const own: Answer[] = [];
      while (reading) {
        own.push(await answer());
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(own).toEqual([...own].sort((a, b) => a.highest - b.highest || a.version - b.version));
      answers.push(...own);
    });
    const appending = (async () => {
      while (reading) {
        await world.append(3);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();

    await engine.control.rebuild('counting');
    await engine.control.waitFor('counting', (await world.store.head())!, { of: 'newest', timeoutMs: 25_000 });
    for (const version of [2, 3]) {
      const next = await world.started([new CountingProjection({ version, window: { events: 500 } })]);
      await next.control.waitFor('counting', (await world.store.head())!, { of: 'newest', timeoutMs: 25_000 });
    }
    await eventually(async () => (await answer()).version === 3);
    reading = false;
    await Promise.all([...readers, appending]);
    for (const { rows, highest } of answers) expect(rows).toBe(highest);
    for (const { rows } of answers) expect(rows).toBeGreaterThanOrEqual(3_000);
    expect(new Set(answers.map(({ version }) => version)).size).toBeGreaterThan(1);
  });

  it('is no reason for a reader to change in the middle', async () => {
    await runningOld(10);
    await world.reading(['counting'], async (client) => {
      const next = await world.started([new CountingProjection({ version: 2 })]);
      await next.control.waitFor('counting', await world.append(5), { of: 'newest' });
      await client.query(`ALTER TABLE counting_2.counting ADD COLUMN new integer`);
      const { fields } = await client.query('SELECT * FROM counting');
      expect(fields.map(({ name }) => name)).not.toContain('new');
    });
    expect(await answer()).toMatchObject({ version: 2, rows: 15 });
  });

  it('that fails leaves the old one serving; the event is skipped, and it takes over', async () => {
    const old = await runningOld(10);
    const poison = await world.append(1);
    const choosy = new CountingProjection({
      version: 2,
      beforeApply: (events) => {
        if (events.some(({ position }) => position === poison)) throw new TypeError('not this one');
      },
    });
    const engine = await world.started([choosy]);
    await eventually(async () => (await statuses(engine))[1]!.state === 'failed');
    const last = await world.append(10);
    await old.control.waitFor('counting', last);
    await engine.control.waitFor('counting', last);
    expect(await answer()).toMatchObject({ version: 1, rows: 21 });
    await expect(engine.control.skip('counting', 1)).rejects.toMatchObject({ name: 'NotFailed' });

    await engine.control.skip('counting');
    await engine.control.waitFor('counting', last, { of: 'newest' });
    expect(await answer()).toMatchObject({ version: 2, rows: 20 });
  });

  it('whose tables cannot be made stands as failed, and is tried again', async () => {
    await runningOld(10);
    let sick = true;
    class Unmakeable extends CountingProjection {
      override async create(tx: Parameters<CountingProjection['create']>[0]): Promise<void> {
        await super.create(tx);
        if (sick) throw new Error('no room');
      }
    }
    const engine = await world.started([new Unmakeable({ version: 2 })]);
    expect((await engine.control.list())[1]).toMatchObject({ state: 'failed', failure: { message: 'Error: no room' } });
    expect(await answer()).toMatchObject({ version: 1, rows: 10 });
    await expect(engine.control.retry('counting')).rejects.toThrow('no room');
    sick = false;
    await engine.control.retry('counting');
    await engine.control.waitFor('counting', await world.append(1), { of: 'newest' });
    expect(await answer()).toMatchObject({ version: 2, rows: 11 });
  });

  it('of the version that serves takes the place of the one before, whose tables go when nobody reads them', async () => {
    const engine = await runningOld(10);
    await world.reading(['counting'], async (client) => {
      await engine.control.rebuild('counting');
      await engine.control.waitFor('counting', await world.append(1), { of: 'newest' });
      await world.pool.query(`UPDATE projections.projections SET updated_at = '2000-01-01' WHERE state = 'retired'`);
      await engine.control.dropRetired();
      const { rowCount } = await client.query('SELECT FROM counting_1.counting');
      expect(rowCount).toBeGreaterThanOrEqual(10);
    });
    await engine.control.dropRetired();
    expect(await statuses(engine)).toEqual([{ version: 1, build: 2, state: 'running', active: true }]);
    expect(await schemas()).toEqual(['counting_1_b2']);
  });

  async function schemas(): Promise<string[]> {
    const { rows } = await world.pool.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'counting%' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }

  it('is there once when two operators rebuild at the same time', async () => {
    const engine = await runningOld(5_000);
    const operators = [world.control([new CountingProjection()]), world.control([new CountingProjection()])];
    await Promise.all(operators.map((control) => control.rebuild('counting')));
    const last = await world.append(1);
    await Promise.all(operators.map((control) => control.waitFor('counting', last, { of: 'newest' })));
    expect(await answer()).toMatchObject({ version: 1, rows: 5_001, highest: 5_001 });
    const inUse = (await statuses(engine)).filter(({ state }) => state !== 'retired');
    expect(inUse).toEqual([{ version: 1, build: 3, state: 'running', active: true }]);
  });

  it('lets two operators do one thing at the same time once', async () => {
    await runningOld(10);
    const operators = [world.control([new CountingProjection()]), world.control([new CountingProjection()])];
    const outcomes = await Promise.allSettled(operators.map((control) => control.pause('counting')));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'NotLive' } });
  });

  it('of an earlier version than the one that serves is not begun', async () => {
    const newer = new CountingProjection({ version: 2 });
    const engine = await world.started([newer]);
    await engine.control.waitFor('counting', await world.append(100));
    const older = await world.started([new CountingProjection()]);
    const last = await world.append(100);
    await older.control.waitFor('counting', last);
    expect(await answer()).toMatchObject({ version: 2, rows: 200 });
    expect((await statuses(older))[0]).toMatchObject({ version: 1, state: 'retired' });
    await expect(older.control.rebuild('counting')).rejects.toMatchObject({ name: 'Retired' });
    await expect(older.control.rebuild('counting', 2)).rejects.toMatchObject({ name: 'OtherVersion', known: 1 });
  });

  it("does not take over from what is further, unless that is another log's", async () => {
    const earlier = await world.append(1);
    await runningOld(10);
    await world.control([new CountingProjection({ version: 2 })]).register();
    const set = `UPDATE projections.projections SET state = 'running', position = $1 WHERE version = 2`;
    await world.pool.query(set, [earlier]);
    const build = { name: 'counting', version: 2, build: 1, schema: 'counting_2' };
    const session = await Session.open(world.url, 5_000, build, () => undefined);
    expect(await session.takeOver(earlier, async () => true)).toBe(false);
    expect(await answer()).toMatchObject({ version: 1 });
    expect(await session.takeOver(earlier, async () => false)).toBe(true);
    expect(await answer()).toMatchObject({ version: 2 });
    await session.close();
  });

  it('does not touch a schema of its name that is none of ours', async () => {
    await world.pool.query('CREATE SCHEMA counting_1; CREATE TABLE counting_1.precious ()');
    const engine = await world.started([new CountingProjection()]);
    expect(await engine.control.list()).toMatchObject([
      { state: 'failed', failure: { message: expect.stringContaining('the schema counting_1 exists') as string } },
    ]);
    await world.pool.query('TABLE counting_1.precious');
    await world.pool.query('DROP SCHEMA counting_1 CASCADE');
    await engine.control.retry('counting');
    await engine.control.waitFor('counting', await world.append(3));
  });

  it('cannot have a name that no schema could have', async () => {
    const control = world.control([new CountingProjection({ name: 'Robert"; DROP' })]);
    await expect(control.register()).rejects.toThrow(RangeError);
  });

  it('is retired by name and version, unless it serves', async () => {
    await runningOld(10);
    const { control } = await world.started([new CountingProjection({ version: 2 })]);
    await control.waitFor('counting', await world.append(1), { of: 'newest' });
    await expect(control.retire('counting', 2)).rejects.toMatchObject({ name: 'StillActive' });
    await expect(control.retire('counting', 7)).rejects.toMatchObject({ name: 'UnknownVersion', version: 7 });
    await world.reading(
      ['counting'],
      async (client) => {
        // A reader of the old version goes on; its tables are dropped when it is done.
        await control.retire('counting', 1);
        expect((await client.query('SELECT FROM counting')).rowCount).toBe(11);
      },
      { counting: 1 },
    );
    await expect(control.retire('counting', 1)).rejects.toMatchObject({ name: 'Retired' });
    await expect(answer({ counting: 1 })).rejects.toMatchObject({ name: 'NotServed', version: 1 });
    await world.pool.query(`UPDATE projections.projections SET updated_at = '2000-01-01' WHERE state = 'retired'`);
    await control.dropRetired();
    expect(await schemas()).toEqual(['counting_2']);
    expect(await control.list()).toMatchObject([
      { version: 1, state: 'retired', active: false },
      { version: 2, state: 'running', active: true },
    ]);
  });
});
