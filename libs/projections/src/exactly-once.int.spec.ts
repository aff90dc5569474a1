import type { BatchReport } from './hooks.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { CuttingProxy } from './test-support/cutting-proxy.js';
import { Gate } from './test-support/gate.js';
import { eventually, Journal, World } from './test-support/world.js';

describe('every event once, whatever happens to the engine', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  it('when its connection is cut at each step of its way, also after a commit and before its answer', async () => {
    // The first seven answers are of connecting, locking and starting; each batch takes three.
    const proxy = await CuttingProxy.start(world.url, (connection) => 7 + (connection % 13));
    const projection = new CountingProjection({ window: { events: 1 } });
    const journal = new Journal();
    await world.createTables(projection);
    const control = world.control([projection]);
    const engine = world.engine([projection], { databaseUrl: proxy.url, control, logger: journal });
    await engine.start();
    let last = '';
    while (proxy.connections < 27) {
      last = await world.append(1);
      await control.waitFor('counting', last, { timeoutMs: 25_000 });
    }
    await engine.stop();
    await proxy.close();

    const { positions, inOrder } = await world.rows(projection);
    expect(inOrder).toBe(true);
    expect(positions).toHaveLength(Number(last));
    expect(journal.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('when its backend is killed within transactions', async () => {
    let batches = 0;
    const projection = new CountingProjection({
      window: { events: 100 },
      beforeApply: (_, tx) => ++batches % 4 === 0 && tx.query('SELECT pg_terminate_backend(pg_backend_pid())'),
    });
    const last = await world.append(30_000);
    const engine = await world.started([projection]);
    await engine.control.waitFor('counting', last, { timeoutMs: 25_000 });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 30_000 }, inOrder: true });
  });

  it('when the server kills the transaction as it commits', async () => {
    const projection = new CountingProjection({ window: { events: 1_000 } });
    await world.createTables(projection);
    await world.pool.query(`
      CREATE SEQUENCE commits;
      CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('public.commits') % 3 = 0 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER dying AFTER INSERT ON ${projection.table} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.number % 2000 = 0) EXECUTE FUNCTION die()`);
    const last = await world.append(10_000);
    const engine = await world.started([projection]);
    await engine.control.waitFor('counting', last, { timeoutMs: 25_000 });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 10_000 }, inOrder: true });
  });

  it('when another engine takes over because the connection of the active one died', async () => {
    const projection = new CountingProjection();
    await world.createTables(projection);
    const proxy = await CuttingProxy.start(world.url);
    const first = world.engine([projection], { databaseUrl: proxy.url, control: world.control([projection]) });
    await first.start();
    const past = await world.append(1_000);
    await first.control.waitFor('counting', past);
    const second = await world.started([projection]);

    await proxy.close();
    const last = await world.append(1_000);
    await second.control.waitFor('counting', last, { timeoutMs: 25_000 });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 2_000 }, inOrder: true });
  });

  it('when another engine takes over because the active one stopped', async () => {
    const projection = new CountingProjection();
    const first = await world.started([projection]);
    const past = await world.append(1_000);
    await first.control.waitFor('counting', past);
    const second = await world.started([projection]);
    await first.stop();

    const last = await world.append(1_000);
    await second.control.waitFor('counting', last);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 2_000 }, inOrder: true });
  });

  it('when two engines believe to be the active one', async () => {
    const gate = new Gate();
    const reports: string[] = [];
    // Whoever completes the tables reports nothing of the events.
    const hooks = (engine: string) => ({
      onBatch: ({ events }: BatchReport) => void (events > 0 && reports.push(engine)),
    });
    // The first one gives its lock away in the middle of its transaction.
    const careless = new CountingProjection({
      beforeApply: async (_, tx) => {
        await tx.query('SELECT pg_advisory_unlock_all()');
        await gate.pass();
      },
    });
    const journal = new Journal();
    await world.started([careless], { hooks: hooks('first'), logger: journal });
    const past = await world.append(100);
    await gate.reached;
    const careful = new CountingProjection();
    const second = await world.started([careful], { hooks: hooks('second'), logger: journal });
    // The second one has begun with the same events and waits for the checkpoint's row.
    await eventually(async () => (await world.waitingForLocks()) === 1);
    expect(reports).toEqual([]);
    gate.open();

    await second.control.waitFor('counting', past);
    await eventually(() => reports.length > 0);
    expect(reports).toEqual(['first']);
    for (let i = 0; i < 100; i++) await second.control.waitFor('counting', await world.append(1));
    expect(await world.rows(careful)).toMatchObject({ positions: { length: 200 }, inOrder: true });
    expect(journal.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('when the checkpoint is set back under its feet', async () => {
    const projection = new CountingProjection();
    const engine = await world.started([projection]);
    await engine.control.waitFor('counting', await world.append(1_000));
    await world.pool.query(`
      BEGIN;
      UPDATE projections.projections SET (position, event_id) =
        (SELECT position, event_id FROM ${projection.table} WHERE position = lpad('500', 19, '0'));
      DELETE FROM ${projection.table} WHERE position > lpad('500', 19, '0');
      COMMIT`);
    const last = await world.append(1_000);
    await eventually(async () => (await world.rows(projection)).positions.at(-1) === last);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 2_000 }, inOrder: true });
  });
});
