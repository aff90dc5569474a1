import { randomUUID } from 'node:crypto';
import { openKurrentDbEventStore } from '#event-store';
import { describeWith } from '../../../test/support/needs.js';
import { withPrefix } from '../../../test/support/with-prefix.js';
import { catchUp, type CatchUpProgress } from './catch-up.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { World } from './test-support/world.js';

describe('catching up', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  it('does the work itself, tells how far it is, and leaves', async () => {
    const projections = [new CountingProjection({ name: 'one' }), new CountingProjection({ name: 'two' })];
    await world.createTables(...projections);
    const head = await world.append(20_000);
    const told: CatchUpProgress[] = [];
    await catchUp({ ...world.base(projections), onProgress: (progress) => told.push(progress) });

    expect(told.at(-1)).toEqual({ events: 40_000, position: head, head, fraction: 1 });
    const fractions = told.map(({ fraction }) => fraction!);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    for (const projection of projections) {
      expect(await world.rows(projection)).toMatchObject({ positions: { length: 20_000 }, inOrder: true });
    }
    await world.append(1);
    expect(await world.control(projections).list()).toMatchObject([{ lag: { behind: 1 } }, { lag: { behind: 1 } }]);
  });

  it('lets an engine that is there do it', async () => {
    const projection = new CountingProjection();
    await world.createTables(projection);
    const engine = world.engine([projection]);
    await engine.start();
    await engine.control.waitFor('counting', await world.append(1_000));
    await engine.control.rebuild('counting');
    await catchUp(world.base([projection]));
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 1_000 }, inOrder: true });
    await engine.control.waitFor('counting', await world.append(1));
  });

  it('brings the others there before it says that one stands still', async () => {
    const sick = new CountingProjection({
      name: 'sick',
      beforeApply: () => {
        throw new Error('no');
      },
    });
    const sound = new CountingProjection({ name: 'sound', window: { events: 1 } });
    await world.createTables(sick, sound);
    await world.append(20_000);
    await expect(catchUp(world.base([sick, sound]))).rejects.toMatchObject({
      name: 'ProjectionFailed',
      projection: 'sick',
      failure: { message: 'Error: no' },
    });
    expect(await world.rows(sound)).toMatchObject({ positions: { length: 20_000 }, inOrder: true });
  });

  it('has nothing to do on an empty log', async () => {
    await catchUp(world.base([new CountingProjection()]));
  });

  it('stops when it is told to, with what it did committed', async () => {
    const controller = new AbortController();
    const projection = new CountingProjection({
      window: { events: 1 },
      beforeApply: () => controller.abort(new Error('enough')),
    });
    await world.createTables(projection);
    await world.append(20_000);
    await expect(catchUp({ ...world.base([projection]), signal: controller.signal })).rejects.toThrow('enough');
    const { positions, inOrder } = await world.rows(projection);
    expect(inOrder).toBe(true);
    expect(positions.length).toBeGreaterThan(0);
    expect(positions.length).toBeLessThan(20_000);
  });
});

describeWith('KURRENTDB_URL', 'catching up with a log that counts bytes', (url) => {
  it('tells how far it is in those', async () => {
    const world = await World.create();
    const store = await openKurrentDbEventStore({ url: withPrefix(url, `${randomUUID()}.`) });
    const projection = new CountingProjection();
    await world.createTables(projection);
    const events = Array.from({ length: 100 }, () => ({ id: randomUUID(), type: 'Counted', data: {}, metadata: {} }));
    const { position: head } = await store.append('case-1', events, 'no_stream');
    const told: CatchUpProgress[] = [];
    await catchUp({ ...world.base([projection]), store, onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ bytes: Number(head.slice(1)), position: head, head, fraction: 1 });
    await store.close();
    await world.remove();
  });
});
