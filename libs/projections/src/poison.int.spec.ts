import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '#event-store';
import type { ProjectionEngine } from './engine.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { eventually, Journal, World } from './test-support/world.js';

const isPoison = ({ data }: RecordedEvent) => data.poison === true;

describe('an event that a projection cannot handle', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  /** Chokes on poison for as long as `sick` says. */
  function choosy(sick: () => boolean = () => true): CountingProjection {
    return new CountingProjection({
      beforeApply: (events) => {
        const poison = sick() && events.find(isPoison);
        if (poison) throw new TypeError(`cannot read "${String(poison.data.narrative)}"`);
      },
    });
  }

  async function stateOf(engine: ProjectionEngine, projection: CountingProjection) {
    return (await engine.control.list()).find(({ name }) => name === projection.name)!;
  }

  async function failed(engine: ProjectionEngine, projection: CountingProjection) {
    await eventually(async () => (await stateOf(engine, projection)).state === 'failed');
    return stateOf(engine, projection);
  }

  async function appendPoison(): Promise<{ id: string; position: string }> {
    const id = randomUUID();
    const event = { id, type: 'Counted', data: { poison: true, narrative: '他说 he was hurt' }, metadata: {} };
    const { position } = await world.store.append(`poison-${id}`, [event], 'no_stream');
    return { id, position };
  }

  it('stops that projection with all before it written, says which event it was, and leaves the others running', async () => {
    let calls = 0;
    const projection = new CountingProjection({
      beforeApply: (events) => {
        calls++;
        if (events.some(isPoison)) throw new TypeError('cannot handle this');
      },
    });
    const other = new CountingProjection({ name: 'other' });
    await world.append(1_234);
    const poison = await appendPoison();
    await world.append(1_765);
    const journal = new Journal();
    const engine = await world.started([projection, other], { logger: journal });

    const { failure, lag } = await failed(engine, projection);
    expect(failure).toEqual({
      eventId: poison.id,
      type: 'Counted',
      position: poison.position,
      message: 'TypeError: cannot handle this',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(lag).toEqual({ caughtUp: false, behind: 3_000 - 1_234 });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 1_234 }, inOrder: true });
    expect(calls).toBeLessThan(30);

    await engine.control.waitFor('other', await world.append(1));
    expect(await world.rows(other)).toMatchObject({ positions: { length: 3_001 }, inOrder: true });
    expect(journal.entries.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('is tried again by name, as often as one likes', async () => {
    let sick = true;
    const projection = choosy(() => sick);
    const engine = await world.started([projection]);
    await engine.control.waitFor('counting', await world.append(5));
    const poison = await appendPoison();
    const first = await failed(engine, projection);
    await engine.control.retry('counting');
    await eventually(
      async () => ((await stateOf(engine, projection)).failure?.at ?? first.failure!.at) !== first.failure!.at,
    );

    sick = false;
    await engine.control.retry('counting');
    await engine.control.waitFor('counting', poison.position);
    // It had been at the end of the log before, so it is running at once.
    expect(await stateOf(engine, projection)).toMatchObject({ state: 'running', failure: null, skipped: 0 });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 6 }, inOrder: true });
  });

  it('is skipped by name: it alone, and on record', async () => {
    const projection = choosy();
    await world.append(10);
    const [one, two] = [await appendPoison(), await appendPoison()];
    const last = await world.append(10);
    const engine = await world.started([projection]);

    expect(await failed(engine, projection)).toMatchObject({ failure: { eventId: one.id } });
    await engine.control.skip('counting');
    await eventually(async () => (await stateOf(engine, projection)).failure?.eventId === two.id);
    await engine.control.skip('counting');
    await engine.control.waitFor('counting', last);

    expect(await world.rows(projection)).toMatchObject({ positions: { length: 20 }, inOrder: true });
    expect(await stateOf(engine, projection)).toMatchObject({ state: 'running', skipped: 2 });
    const { rows } = await world.pool.query('SELECT event_id, type FROM projections.skipped_events ORDER BY position');
    expect(rows).toEqual([one, two].map(({ id }) => ({ event_id: id, type: 'Counted' })));
  });

  it('leaves no text of its content in the failure or the log', async () => {
    const projection = choosy();
    const journal = new Journal();
    const engine = await world.started([projection], { logger: journal });
    await appendPoison();
    const { failure } = await failed(engine, projection);
    expect(failure!.message).toBe('TypeError: cannot read "…"');
    expect(JSON.stringify(journal.entries)).not.toContain('he was hurt');
  });

  it.each([
    ['NUL', 'no field a\0b'],
    ['half a character where it is cut', 'x'.repeat(288) + '😀'],
  ])('stops its projection also when the message has %s', async (_, message) => {
    const projection = new CountingProjection({
      beforeApply: () => {
        throw new TypeError(message);
      },
    });
    const engine = await world.started([projection]);
    const poison = await appendPoison();
    expect(await failed(engine, projection)).toMatchObject({
      failure: { eventId: poison.id, message: expect.stringContaining('\uFFFD') as string },
    });
  });

  it('stops its projection also when its message cannot be stored', async () => {
    const projection = new CountingProjection({
      beforeApply: () => {
        throw new TypeError('unspeakable');
      },
    });
    const engine = await world.started([projection]);
    await world.pool.query(
      `ALTER TABLE projections.projections ADD CHECK (failure->>'message' NOT LIKE '%unspeakable%')`,
    );
    const poison = await appendPoison();
    expect(await failed(engine, projection)).toMatchObject({
      failure: { eventId: poison.id, message: 'the message cannot be stored; it is in the log' },
    });
  });

  it('may show at the commit only', async () => {
    const projection = new CountingProjection();
    await world.createTables(projection);
    await world.append(100);
    const poison = await appendPoison();
    await world.append(100);
    await world.pool.query(`
      ALTER TABLE ${projection.table} ADD CONSTRAINT once UNIQUE (event_id) DEFERRABLE INITIALLY DEFERRED;
      INSERT INTO ${projection.table} VALUES ('', '${poison.id}', 0)`);
    const engine = await world.started([projection]);
    expect(await failed(engine, projection)).toMatchObject({
      failure: { eventId: poison.id, message: expect.stringMatching(/^error 23505: .*"once"/) },
    });
    expect((await world.rows(projection)).positions).toHaveLength(101);
  });

  it('is found even if the projection keeps the error of a statement to itself', async () => {
    const projection = new CountingProjection({
      beforeApply: (events, tx) => events.some(isPoison) && tx.query('SELECT 1 / 0').catch(() => undefined),
    });
    await world.append(10);
    const poison = await appendPoison();
    const engine = await world.started([projection]);
    expect(await failed(engine, projection)).toMatchObject({ failure: { eventId: poison.id } });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 10 }, inOrder: true });
  });

  it('is no event at all when the projection cannot even start', async () => {
    let sick = true;
    const projection = new CountingProjection({
      beforeStart: () => {
        if (sick) throw new RangeError('no room');
      },
    });
    const last = await world.append(10);
    const engine = await world.started([projection]);
    expect(await failed(engine, projection)).toMatchObject({
      failure: { eventId: null, type: null, position: null, message: 'RangeError: no room' },
    });
    await expect(engine.control.skip('counting')).rejects.toMatchObject({ name: 'NothingToSkip' });
    sick = false;
    await engine.control.retry('counting');
    await engine.control.waitFor('counting', last);
  });

  it('is not to blame for what passes by itself', async () => {
    const passing = ['40001', '40P01', '53300', '57P01', 'ECONNREFUSED'];
    const journal = new Journal();
    const projection = new CountingProjection({
      beforeApply: () => {
        const code = passing.pop();
        if (code) throw Object.assign(new Error('for now'), { code });
      },
    });
    const last = await world.append(10);
    const engine = await world.started([projection], { logger: journal });
    await engine.control.waitFor('counting', last, { timeoutMs: 25_000 });
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 10 }, inOrder: true });
    expect(journal.entries.filter(({ level }) => level === 'warn')).toHaveLength(5);
    expect(journal.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('stays failed over a restart', async () => {
    const projection = choosy();
    const first = await world.started([projection]);
    await appendPoison();
    const { failure } = await failed(first, projection);
    await first.stop();
    const second = await world.started([projection]);
    await second.control.waitFor('counting', await world.append(1)).catch((error: unknown) => {
      expect(error).toMatchObject({ name: 'ProjectionFailed', projection: 'counting', state: 'failed', failure });
    });
    expect.assertions(1);
  });
});
