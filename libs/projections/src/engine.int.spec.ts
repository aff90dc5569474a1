import type { BatchReport, StateReport } from './hooks.js';
import type { Boot } from './projection.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { Gate } from './test-support/gate.js';
import { eventually, World } from './test-support/world.js';

describe('the projection engine', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  it('brings a projection to the end of the log, and keeps it there', async () => {
    const projection = new CountingProjection();
    const states: StateReport[] = [];
    const past = await world.append(2_500);

    const engine = await world.started([projection], {
      hooks: { onState: (state: StateReport) => states.push(state) },
    });
    await engine.control.waitFor('counting', past);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 2_500 }, inOrder: true });

    for (let i = 0; i < 50; i++) await engine.control.waitFor('counting', await world.append(1));
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 2_550 }, inOrder: true });
    expect(states.map(({ state }) => state)).toEqual(['booting', 'running']);
    expect(await engine.control.list()).toMatchObject([
      { name: 'counting', version: 1, state: 'running', lag: { caughtUp: true, behind: 0 }, failure: null, skipped: 0 },
    ]);
  });

  it('completes the tables once, in the transaction that reaches the end of the log', async () => {
    const booted: [rows: number, position: string][] = [];
    const seen: boolean[] = [];
    let broken = true;
    const projection = new CountingProjection({
      window: { events: 2_000 },
      beforeApply: (_events, _tx, booting) => seen.push(booting),
      boot: async (tx, { position }) => {
        const { rows } = await tx.query<{ n: number }>('SELECT count(*)::integer AS n FROM counting');
        booted.push([rows[0]!.n, position]);
        if (broken) throw new Error('no room');
      },
    });
    const past = await world.append(5_000);
    const engine = await world.started([projection]);
    await eventually(async () => (await engine.control.list())[0]!.state === 'failed');
    expect((await world.rows(projection)).positions).toHaveLength(5_000);
    expect((await engine.control.list())[0]!.failure).toMatchObject({ eventId: null, message: 'Error: no room' });

    broken = false;
    await engine.control.retry('counting');
    await engine.control.waitFor('counting', past);
    await engine.control.waitFor('counting', await world.append(1));
    expect(booted.at(-1)).toEqual([5_000, past]);
    expect(booted.filter(([rows]) => rows === 5_000).length).toBeGreaterThan(1);
    expect(seen.at(-2)).toBe(true);
    expect(seen.at(-1)).toBe(false);
  });

  it('does not wait for the completion of tables when it stops, and undoes it when it is paused', async () => {
    const done: string[] = [];
    let begun = 0;
    let patient = true;
    const projection = new CountingProjection({
      boot: async (tx, { onProgress }) => {
        begun++;
        await tx.query(`CREATE TABLE completed ()`);
        for (let n = 0; patient; n++) {
          onProgress(Math.min(0.9, n / 100));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        done.push('completed');
      },
    });
    const past = await world.append(100);
    const first = await world.started([projection]);
    await eventually(async () => ((await first.control.list())[0]!.completing ?? 0) > 0.3);
    await first.stop();
    expect(done).toEqual([]);

    const second = await world.started([projection]);
    await eventually(() => begun === 2);
    await second.control.pause('counting');
    patient = false;
    await eventually(() => done.length === 1);
    expect((await second.control.list())[0]!.state).toBe('paused');
    await second.control.resume('counting');
    await second.control.waitFor('counting', past);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 100 }, inOrder: true });
    expect(done).toHaveLength(2);
  });

  it('completes the tables on a log without events of its types', async () => {
    const booted: string[] = [];
    const boot = async (_tx: unknown, { position }: Boot) => void booted.push(position);
    const past = await world.append(1, 'Other');
    const engine = await world.started([new CountingProjection({ boot })]);
    await engine.control.waitFor('counting', past);
    expect(booted).toEqual([past]);
  });

  it('is running, with nothing handled, on an empty log', async () => {
    const engine = await world.started([new CountingProjection()]);
    await eventually(async () => (await engine.control.list())[0]!.state === 'running');
    expect(await engine.control.list()).toMatchObject([{ lag: { caughtUp: true, behind: 0 } }]);
  });

  it('writes whole windows until the end of the log is reached, and not more than a window and a page', async () => {
    const batches: BatchReport[] = [];
    const projection = new CountingProjection({ window: { events: 5_000 } });
    const past = await world.append(23_000);
    const engine = await world.started([projection], {
      hooks: { onBatch: (batch: BatchReport) => batches.push(batch) },
    });
    await engine.control.waitFor('counting', past);
    expect(batches.reduce((sum, { events }) => sum + events, 0)).toBe(23_000);
    for (const { events } of batches.slice(0, -1)) expect(events).toBeGreaterThanOrEqual(5_000);
    for (const { events } of batches) expect(events).toBeLessThan(7_000);
  });

  it('bounds a window in bytes too', async () => {
    const batches: BatchReport[] = [];
    const projection = new CountingProjection({ window: { bytes: 1_000_000 } });
    let past = '';
    for (let i = 0; i < 10; i++) past = await world.append(10, 'Counted', { text: 'x'.repeat(100_000) });
    await world.append(9_000, 'Other');
    const engine = await world.started([projection], {
      hooks: { onBatch: (batch: BatchReport) => batches.push(batch) },
    });
    await engine.control.waitFor('counting', past);
    // All hundred are on the first page, which cannot be divided; the point is that it does not wait for a second.
    expect(batches[0]).toMatchObject({ events: 100, read: 2_000 });
  });

  it('moves the checkpoint over events of other types, together and not one by one', async () => {
    const projection = new CountingProjection();
    const engine = await world.started([projection]);
    const moves = await checkpointMoves();
    for (let i = 0; i < 300; i++) await engine.control.waitFor('counting', await world.append(1, 'Other'));
    const last = await world.append(1, 'Other');
    await eventually(async () => (await engine.control.list())[0]!.position === last);
    expect((await checkpointMoves()) - moves).toBeLessThan(150);
    expect(await world.rows(projection)).toMatchObject({ positions: [] });
  });

  /** Updates of the table so far, counted by the versions that its row went through. */
  async function checkpointMoves(): Promise<number> {
    await world.pool.query('SELECT pg_stat_force_next_flush()');
    const { rows } = await world.pool.query<{ moves: string }>(
      `SELECT pg_stat_get_tuples_updated('projections.projections'::regclass) AS moves`,
    );
    return Number(rows[0]!.moves);
  }

  it('resumes where another engine has stopped', async () => {
    const projection = new CountingProjection();
    const first = await world.started([projection]);
    await first.control.waitFor('counting', await world.append(100));
    await first.stop();
    const last = await world.append(100);

    const second = await world.started([projection]);
    await second.control.waitFor('counting', last);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 200 }, inOrder: true });
  });

  it('finishes the batch in hand when it stops', async () => {
    const gate = new Gate();
    const projection = new CountingProjection({ beforeApply: () => gate.pass() });
    const engine = await world.started([projection]);
    await world.append(10);
    await gate.reached;
    const stopped = engine.stop();
    gate.open();
    await stopped;
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 10 }, inOrder: true });
    expect(await world.control([projection]).list()).toMatchObject([{ lag: { caughtUp: true } }]);
  });

  it('stops on a log that ends before its checkpoint, until it is rebuilt', async () => {
    const projection = new CountingProjection();
    const first = await world.started([projection]);
    await first.control.waitFor('counting', await world.append(10));
    await first.stop();
    await world.pool.query(`UPDATE projections.projections SET position = lpad('11', 19, '0')`);

    const engine = await world.started([projection]);
    await eventually(async () => (await engine.control.list())[0]!.state === 'failed');
    expect(await engine.control.list()).toMatchObject([
      { failure: { eventId: null, message: expect.stringMatching(/^InvalidRead: /) } },
    ]);
    await engine.control.rebuild('counting');
    await engine.control.waitFor('counting', await world.append(10), { of: 'newest' });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 20 }, inOrder: true });
  });

  it('starts as many engines at once on a database without its table', async () => {
    const projections = [new CountingProjection({ name: 'one' }), new CountingProjection({ name: 'two' })];
    await world.createTables(...projections);
    const engines = [projections, [...projections].reverse(), projections].map((order) => world.engine(order));
    await Promise.all(engines.map((engine) => engine.start()));
    const last = await world.append(1_000);
    await Promise.all(engines.map((engine) => engine.control.waitFor(['one', 'two'], last)));
    for (const projection of projections) {
      expect(await world.rows(projection)).toMatchObject({ positions: { length: 1_000 }, inOrder: true });
    }
  });

  it('refuses to work on a schema of a newer version', async () => {
    const engine = await world.started([new CountingProjection()]);
    await world.pool.query(`INSERT INTO projections.migrations (name) VALUES ('9999_later')`);
    await expect(world.engine([new CountingProjection()]).start()).rejects.toMatchObject({
      name: 'SchemaTooNew',
    });
    await engine.stop();
  });
});
