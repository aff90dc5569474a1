import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PostgresEventStore } from '#event-store';
import { catchUp } from './catch-up.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { World } from './test-support/world.js';

/** As it is built: it runs in a process of its own. */
const PROGRAM = fileURLToPath(
  new URL('../../../dist/libs/projections/src/test-support/building-process.js', import.meta.url),
);
const KILLS = 5;

describe('a rebuild whose process is killed', () => {
  let world: World;
  let store: PostgresEventStore;
  const projection = new CountingProjection();

  beforeEach(async () => {
    world = await World.create();
    store = await PostgresEventStore.open({ url: world.url });
  });

  afterEach(async () => {
    await store.close();
    await world.remove();
  });

  const base = () => ({ ...world.base([projection]), store });

  async function append(events: number): Promise<void> {
    const batch = Array.from({ length: 1_000 }, () => ({ id: randomUUID(), type: 'Counted', data: {}, metadata: {} }));
    for (let done = 0; done < events; done += batch.length) {
      const fresh = batch.map((event) => ({ ...event, id: randomUUID() }));
      await store.append(`stream-${done}`, fresh, 'no_stream');
    }
  }

  /** Kills it somewhere between its first batch and its third, or so. */
  async function buildUntilKilled(): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM, world.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    child.kill('SIGKILL');
    await once(child, 'close');
  }

  async function dump(schema: string): Promise<string> {
    const { rows } = await world.pool.query<{ row: string }>(
      `SELECT t::text AS row FROM ${schema}.counting t ORDER BY t::text COLLATE "C"`,
    );
    return rows.map(({ row }) => row).join('\n');
  }

  it('goes on each time where it was, ends with the bytes of one that nobody disturbed, and serves then', async () => {
    await append(20_000);
    await catchUp(base());
    const undisturbed = await dump('counting_1');
    const control = world.control([projection]);
    await control.rebuild('counting');
    const positions: string[] = [];
    for (let kills = 0; kills < KILLS; kills++) {
      await buildUntilKilled();
      positions.push((await control.list()).at(-1)!.position ?? '');
    }
    expect(positions).toEqual([...positions].sort());
    await catchUp(base());
    expect(await dump('counting_1_b2')).toBe(undisturbed);
    expect((await control.list()).at(-1)).toMatchObject({ build: 2, state: 'running', active: true });
  }, 60_000);
});
