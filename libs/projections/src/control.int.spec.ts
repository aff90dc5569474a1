import type { EngineOptions, ProjectionEngine } from './engine.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { eventually, World } from './test-support/world.js';

describe('the control of projections, from another process', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  async function started(projection: CountingProjection, options: Partial<EngineOptions> = {}) {
    const engine = await world.started([projection], options);
    return { engine, control: world.control([projection]) };
  }

  async function reaches(engine: ProjectionEngine, position: string): Promise<void> {
    await eventually(async () => (await engine.control.list())[0]!.position === position);
  }

  it.each(['repeatable read', 'serializable'])(
    'starts and changes projections in a database whose default is %s, however many do at once',
    async (isolation) => {
      await world.pool.query(
        `ALTER DATABASE ${new URL(world.url).pathname.slice(1)} SET default_transaction_isolation = '${isolation}'`,
      );
      const projection = new CountingProjection();
      await world.createTables(projection);
      const controls = Array.from({ length: 6 }, () => world.control([projection]));
      await Promise.all(controls.map((control) => control.register()));
      const engine = world.engine([projection]);
      await engine.start();
      for (let round = 0; round < 20; round++) {
        const busy = Promise.all([world.append(1), world.append(1), world.append(1)]);
        await controls[0]!.pause('counting');
        await controls[1]!.resume('counting');
        await busy;
      }
      const last = await world.append(1);
      await engine.control.waitFor('counting', last);
      expect(await world.rows(projection)).toMatchObject({ positions: { length: 61 }, inOrder: true });
    },
  );

  it('pauses a projection and lets it go on', async () => {
    const projection = new CountingProjection();
    const { engine, control } = await started(projection);
    const before = await world.append(10);
    await engine.control.waitFor('counting', before);

    await control.pause('counting');
    const after = await world.append(10);
    await expect(engine.control.waitFor('counting', after)).rejects.toMatchObject({ state: 'paused' });
    expect(await control.list()).toMatchObject([
      { state: 'paused', position: before, lag: { caughtUp: false, behind: 10 } },
    ]);

    await control.resume('counting');
    await control.waitFor('counting', after);
    expect(await control.list()).toMatchObject([{ state: 'running', position: after, lag: { caughtUp: true } }]);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 20 }, inOrder: true });
  });

  it('pauses a projection that is still booting, which boots on afterwards', async () => {
    const projection = new CountingProjection({ window: { events: 1 } });
    let paused: Promise<void> | undefined;
    const last = await world.append(50_000);
    await world.createTables(projection);
    const control = world.control([projection]);
    await control.register();
    const engine = world.engine([projection], {
      hooks: { onBatch: () => void (paused ??= control.pause('counting')) },
    });
    await engine.start();
    await expect(control.waitFor('counting', last)).rejects.toMatchObject({ state: 'paused' });
    await paused;
    await control.resume('counting');
    expect((await control.list())[0]!.state).toBe('booting');
    await control.waitFor('counting', last, { timeoutMs: 60_000 });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 50_000 }, inOrder: true });
  });

  it('rebuilds a running projection, which drops what it remembers', async () => {
    const projection = new CountingProjection();
    const { engine, control } = await started(projection);
    await reaches(engine, await world.append(3_000));
    await world.pool.query(`UPDATE ${projection.table} SET number = 0`);

    await control.rebuild('counting');
    const last = await world.append(10);
    await control.waitFor('counting', last, { of: 'newest' });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 3_010 }, inOrder: true });
    await eventually(async () => (await control.list()).length === 1);
    expect(await control.list()).toMatchObject([{ state: 'running', build: 2, active: true, skipped: 0 }]);
  });

  it('keeps a projection paused that it rebuilds', async () => {
    const projection = new CountingProjection();
    const { engine, control } = await started(projection);
    const last = await world.append(10);
    await engine.control.waitFor('counting', last);
    await control.pause('counting');
    await control.rebuild('counting');
    expect(await control.list()).toMatchObject([
      { state: 'paused', position: last, active: true },
      { state: 'paused', position: null, active: false },
    ]);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 10 } });
    await control.resume('counting');
    await control.waitFor('counting', last, { of: 'newest' });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 10 }, inOrder: true });
  });

  it('rebuilds a projection again and again while it boots', async () => {
    let rebuilds = 0;
    const projection = new CountingProjection({ window: { events: 1 } });
    const last = await world.append(30_000);
    await world.createTables(projection);
    const control = world.control([projection]);
    await control.register();
    let rebuilt = Promise.resolve();
    const engine = world.engine([projection], {
      hooks: { onBatch: () => void (rebuilds < 10 && rebuilds++ % 2 === 0 && (rebuilt = control.rebuild('counting'))) },
    });
    await engine.start();
    await eventually(() => rebuilds === 10);
    await rebuilt;
    await control.waitFor('counting', last, { of: 'newest' });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 30_000 }, inOrder: true });
  });

  it('rebuilds what was skipped, too', async () => {
    let sick = true;
    const projection = new CountingProjection({
      beforeApply: () => {
        if (sick) throw new Error('not yet');
      },
    });
    const { engine, control } = await started(projection);
    const last = await world.append(1);
    await eventually(async () => (await control.list())[0]!.state === 'failed');
    await control.skip('counting');
    await reaches(engine, last);
    expect(await control.list()).toMatchObject([{ skipped: 1 }]);

    sick = false;
    await control.rebuild('counting');
    await control.waitFor('counting', last, { of: 'newest' });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 1 } });
    expect((await control.list()).find(({ active }) => active)).toMatchObject({ state: 'running', skipped: 0 });
  });

  it('leaves everything as it was when the new tables cannot be made', async () => {
    class Stuck extends CountingProjection {
      override async create(): Promise<void> {
        throw new Error('stuck');
      }
    }
    const projection = new CountingProjection();
    const { engine } = await started(projection);
    const last = await world.append(10);
    await engine.control.waitFor('counting', last);
    await expect(world.control([new Stuck()]).rebuild('counting')).rejects.toThrow('stuck');
    expect(await engine.control.list()).toMatchObject([{ state: 'running', position: last }]);
    await engine.control.waitFor('counting', await world.append(1));
  });

  it('refuses what makes no sense, by type', async () => {
    const { engine, control } = await started(new CountingProjection());
    await eventually(async () => (await engine.control.list())[0]!.state === 'running');
    await expect(control.retry('counting')).rejects.toMatchObject({ name: 'NotFailed', state: 'running' });
    await expect(control.skip('counting')).rejects.toMatchObject({ name: 'NotFailed' });
    await expect(control.resume('counting')).rejects.toMatchObject({ name: 'NotPaused' });
    await control.pause('counting');
    await expect(control.pause('counting')).rejects.toMatchObject({ name: 'NotLive', state: 'paused' });
    await expect(control.pause('nobody')).rejects.toMatchObject({ name: 'UnknownProjection', projection: 'nobody' });
    const never = world.control([new CountingProjection({ name: 'never' })]);
    await expect(never.retry('never')).rejects.toMatchObject({ name: 'UnknownVersion', version: 1 });
  });

  it('lists nothing before anything was started', async () => {
    expect(await world.control([]).list()).toEqual([]);
  });
});
