import { startCluster, type EmbeddedPostgres } from '../../../test/support/cluster.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { Journal, World } from './test-support/world.js';

describe('a crash of the database server', () => {
  let server: EmbeddedPostgres;
  let world: World;

  beforeAll(async () => {
    // The longer the server keeps commits that nobody waits for in memory, the more of them it loses.
    server = await startCluster({ wal_writer_delay: '10s' });
    world = World.on(server.databaseUrl);
  }, 60_000);

  afterAll(async () => {
    await world.remove();
    await server.remove();
  });

  it('loses rows and checkpoint together, which are then written again', async () => {
    const projection = new CountingProjection();
    const journal = new Journal();
    await world.createTables(projection);
    const engine = world.engine([projection], { logger: journal });
    await engine.start();
    for (let crashes = 0; crashes < 3; crashes++) {
      for (let i = 0; i < 100; i++) await engine.control.waitFor('counting', await world.append(1));
      await server.kill();
      await world.append(50);
      await server.start();
      await engine.control.waitFor('counting', await world.append(50), { timeoutMs: 20_000 });
    }
    await engine.stop();
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 600 }, inOrder: true });
    expect(journal.entries.filter(({ level }) => level === 'error')).toEqual([]);
  }, 60_000);
});
