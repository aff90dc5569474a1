import { Network } from '../../../test/support/network.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { Gate } from './test-support/gate.js';
import { eventually, Journal, World } from './test-support/world.js';

describe('a database that has stopped answering', () => {
  let world: World;
  let network: Network;

  beforeEach(async () => {
    world = await World.create();
    network = await Network.to(world.url);
  });

  afterEach(async () => {
    await world.remove();
    await network.close();
  });

  const warnings = (journal: Journal) => journal.entries.filter(({ level }) => level === 'warn');

  async function started(projection: CountingProjection) {
    const journal = new Journal();
    const engine = await world.started([projection], { databaseUrl: network.url, patience: 500, logger: journal });
    await engine.control.waitFor('counting', await world.append(10));
    return { engine, journal };
  }

  it.each([
    ['between two batches', false],
    ['within a batch', true],
  ])('%s holds a projection up only for as long as it is patient', async (_, within) => {
    const gate = new Gate();
    let batches = 0;
    const projection = new CountingProjection({ beforeApply: () => within && ++batches === 2 && gate.pass() });
    const { engine, journal } = await started(projection);
    if (!within) network.silent = true;
    const last = await world.append(10);
    if (within) {
      await gate.reached;
      network.silent = true;
      gate.open();
    }
    await eventually(() => warnings(journal).length > 0);
    network.silent = false;
    await engine.control.waitFor('counting', last, { timeoutMs: 60_000 });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 20 }, inOrder: true });
    expect(journal.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('does not keep an engine from stopping', async () => {
    const { engine } = await started(new CountingProjection());
    network.silent = true;
    await world.append(10);
    await engine.stop();
  });

  it('is an error for whoever asks or changes something', async () => {
    const { engine } = await started(new CountingProjection());
    network.silent = true;
    await expect(engine.control.list()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    await expect(engine.control.pause('counting')).rejects.toThrow();
    network.silent = false;
    await engine.control.pause('counting');
  });
});
