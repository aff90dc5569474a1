import { CountingProjection } from './test-support/counting-projection.js';
import { Gate } from './test-support/gate.js';
import { World } from './test-support/world.js';

describe('waiting for a position', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  async function rowExists(projection: CountingProjection, position: string): Promise<boolean> {
    return (await world.rows(projection)).positions.includes(position);
  }

  it('ends when the rows are there, in the process of the engine and in any other', async () => {
    const projection = new CountingProjection();
    const engine = await world.started([projection]);
    const elsewhere = world.control([projection]);
    for (const control of [engine.control, elsewhere, engine.control, elsewhere]) {
      const position = await world.append(3);
      await control.waitFor('counting', position);
      expect(await rowExists(projection, position)).toBe(true);
      // And again, now that it is past.
      await control.waitFor(['counting'], position);
    }
  });

  it('ends for events that the projection does not read', async () => {
    const projection = new CountingProjection();
    const engine = await world.started([projection]);
    const position = await world.append(3, 'Other');
    await Promise.all([engine.control, world.control([projection])].map((one) => one.waitFor('counting', position)));
  });

  it('tells the work, so that what it has put off is done at once', async () => {
    const control = world.control([new CountingProjection()]);
    let told = 0;
    control.checkpoints.onWait(() => told++);
    await Promise.allSettled([control.waitFor('counting', '1', { timeoutMs: 1 })]);
    expect(told).toBe(1);
  });

  it('ends when all the projections are there', async () => {
    const gate = new Gate();
    const slow = new CountingProjection({ name: 'slow', beforeApply: () => gate.pass() });
    const fast = new CountingProjection({ name: 'fast' });
    const engine = await world.started([slow, fast]);
    const position = await world.append(1);
    await engine.control.waitFor('fast', position);
    const both = engine.control.waitFor(['fast', 'slow'], position);
    await expect(engine.control.waitFor(['fast', 'slow'], position, { timeoutMs: 1_000 })).rejects.toMatchObject({
      name: 'ProjectionTimeout',
      projections: ['slow'],
      position,
      timeoutMs: 1_000,
    });
    gate.open();
    await both;
    expect(await rowExists(slow, position)).toBe(true);
  });

  it('serves hundreds who wait at once, wherever they are', async () => {
    const projection = new CountingProjection();
    const engine = await world.started([projection]);
    const elsewhere = world.control([projection]);
    const waits = Array.from({ length: 500 }, async (_, index) => {
      const position = await world.append(1);
      await (index % 2 ? engine.control : elsewhere).waitFor('counting', position);
    });
    await Promise.all(waits);
  });

  it('can begin before any engine is there', async () => {
    const projection = new CountingProjection();
    const position = await world.append(1);
    const waiting = world.control([projection]).waitFor('counting', position);
    await world.started([projection]);
    await waiting;
  });

  it('goes on in another engine when this one stops', async () => {
    const projection = new CountingProjection();
    const control = world.control([projection]);
    await world.createTables(projection);
    const engine = world.engine([projection], { control });
    await engine.start();
    await control.waitFor('counting', await world.append(1));
    await engine.stop();
    const position = await world.append(1);
    const waiting = control.waitFor('counting', position);
    await world.started([projection]);
    await waiting;
  });

  it('waits for the rebuild that another process has begun, at once', async () => {
    const gate = new Gate();
    let rebuilding = false;
    const projection = new CountingProjection({ beforeApply: () => rebuilding && gate.pass() });
    const engine = await world.started([projection]);
    const position = await world.append(1);
    await engine.control.waitFor('counting', position);
    rebuilding = true;
    await world.control([projection]).rebuild('counting');
    const waiting = engine.control.waitFor('counting', position).then(() => rowExists(projection, position));
    await gate.reached;
    gate.open();
    expect(await waiting).toBe(true);
  });

  it('ends with the reason of its signal', async () => {
    const control = world.control([new CountingProjection()]);
    const controller = new AbortController();
    const waiting = control.waitFor('counting', await world.append(1), { signal: controller.signal });
    controller.abort(new Error('gone away'));
    await expect(waiting).rejects.toThrow('gone away');
    await expect(control.waitFor('counting', '1', { signal: controller.signal })).rejects.toThrow('gone away');
  });

  it('ends at once when the projection stands still, or when it is already further', async () => {
    const engine = await world.started([new CountingProjection()]);
    const before = await world.append(1);
    await engine.control.waitFor('counting', before);
    await engine.control.pause('counting');
    const waiting = engine.control.waitFor('counting', await world.append(1));
    await expect(waiting).rejects.toMatchObject({ name: 'ProjectionFailed', projection: 'counting', state: 'paused' });
    await engine.control.waitFor('counting', before);
  });

  it('is refused for a name that no projection has', async () => {
    const control = world.control([new CountingProjection()]);
    await expect(control.waitFor(['counting', 'nobody'], '1')).rejects.toMatchObject({ name: 'UnknownProjection' });
  });
});
