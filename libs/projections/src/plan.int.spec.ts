import { CountingProjection } from './test-support/counting-projection.js';
import { Gate } from './test-support/gate.js';
import { World } from './test-support/world.js';

describe('what a program would do with its projections', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  it('is told before it does it, with about how long it takes by what was measured', async () => {
    const first = world.control([new CountingProjection()]);
    const last = await world.append(5_000);
    const plan = { name: 'counting', version: 1, serving: null, action: 'build', seconds: null };
    expect(await first.plan()).toEqual([{ ...plan, ahead: { caughtUp: false, behind: 5_000 } }]);
    expect(await first.list()).toEqual([]);

    const engine = await world.started([new CountingProjection()]);
    await engine.control.waitFor('counting', last, { of: 'newest' });
    expect(await first.plan()).toMatchObject([{ serving: 1, action: 'follow', seconds: 0 }]);
    const [built] = await first.list();
    expect(built!.pace).toEqual({ unit: 'events', perSecond: expect.any(Number) as number });

    const second = world.control([new CountingProjection({ version: 2 })]);
    const seconds = Math.ceil(5_000 / built!.pace!.perSecond);
    expect(await second.plan()).toMatchObject([{ serving: 1, action: 'build', ahead: { behind: 5_000 }, seconds }]);

    await second.register();
    expect(await second.plan()).toMatchObject([{ serving: 1, action: 'go_on', seconds }]);
    const newer = await world.started([new CountingProjection({ version: 2 })]);
    await newer.control.waitFor('counting', last, { of: 'newest' });
    expect(await first.plan()).toMatchObject([{ version: 1, serving: 2, action: 'stand_back', seconds: 0 }]);
  });

  it('is how long it still takes, while it is built', async () => {
    const past = await world.append(10_000);
    const gate = new Gate();
    let batches = 0;
    const projection = new CountingProjection({
      window: { events: 1 },
      beforeApply: () => (++batches === 3 ? gate.pass() : undefined),
    });
    const engine = await world.started([projection]);
    await gate.reached;
    const [building] = await engine.control.list();
    expect(building).toMatchObject({ state: 'booting', lag: { behind: 6_000 }, pace: { unit: 'events' } });
    expect(building!.secondsLeft).toBe(Math.ceil(6_000 / building!.pace!.perSecond));
    gate.open();
    await engine.control.waitFor('counting', past, { of: 'newest' });
    expect((await engine.control.list())[0]).toMatchObject({ state: 'running', secondsLeft: null });
  });
});
