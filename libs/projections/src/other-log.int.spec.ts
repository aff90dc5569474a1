import { randomUUID } from 'node:crypto';
import { MemoryEventStore, type EventStore, type NewEvent } from '#event-store';
import { catchUp } from './catch-up.js';
import { CountingProjection } from './test-support/counting-projection.js';
import { eventually, World } from './test-support/world.js';

const event = (type: string): NewEvent => ({ id: randomUUID(), type, data: {}, metadata: {} });

/** A log of these events, each in a stream of its own. */
async function logOf(events: readonly NewEvent[]): Promise<EventStore> {
  const store = new MemoryEventStore();
  await append(store, events);
  return store;
}

async function append(store: EventStore, events: readonly NewEvent[]): Promise<void> {
  for (const one of events) await store.append(`stream-${one.id}`, [one], 'no_stream');
}

describe('a projection on another log than its tables are of', () => {
  let world: World;
  const projection = new CountingProjection();
  /** The last events are none of the projection's, but its checkpoint has passed over them. */
  const events = ['Counted', 'Counted', 'Counted', 'Other', 'Other', 'Other'].map(event);

  beforeEach(async () => {
    world = await World.create();
    await runOn(await logOf(events));
  });

  afterEach(() => world.remove());

  async function runOn(store: EventStore): Promise<void> {
    const engine = await world.started([projection], { store });
    const head = (await store.head())!;
    await engine.control.waitFor('counting', head);
    await eventually(async () => (await engine.control.list())[0]!.position === head);
    await engine.stop();
  }

  async function expectRefused(store: EventStore): Promise<void> {
    const before = await world.rows(projection);
    await expectNotCaughtUp(store);
    const engine = await world.started([projection], { store });
    await eventually(async () => (await engine.control.list())[0]!.state === 'failed');
    expect(await engine.control.list()).toMatchObject([
      { failure: { eventId: null, message: expect.stringMatching(/^InvalidRead: .*is this the log/) } },
    ]);
    expect(await world.rows(projection)).toEqual(before);

    await engine.control.rebuild('counting');
    await engine.control.waitFor('counting', (await store.head())!, { of: 'newest' });
    const counted = (await allTypes(store)).filter((type) => type === 'Counted');
    expect(await world.rows(projection)).toMatchObject({ positions: { length: counted.length }, inOrder: true });
    await engine.stop();
  }

  /** Whatever the positions seem to say. */
  async function expectNotCaughtUp(store: EventStore): Promise<void> {
    const catchingUp = catchUp({ ...world.base([projection]), store });
    await expect(catchingUp).rejects.toMatchObject({ name: 'OtherLog', projection: 'counting' });
  }

  async function allTypes(store: EventStore): Promise<string[]> {
    const types: string[] = [];
    for await (const page of store.readAll()) types.push(...page.events.map(({ type }) => type));
    return types;
  }

  it('fails where the log was set back and has grown past its checkpoint, though no event of its own was lost', async () => {
    const restored = await logOf(events.slice(0, 4));
    await append(restored, ['Counted', 'Other', 'Other', 'Counted'].map(event));
    await expectRefused(restored);
  });

  it('fails where the same events have other positions', async () => {
    await expectRefused(await logOf([event('Counted'), ...events]));
  });

  it('fails where the log was set back to before its checkpoint', async () => {
    await expectNotCaughtUp(await logOf([]));
    await expectNotCaughtUp(await logOf(events.slice(0, 3)));
  });

  it('goes on where the same events have the same positions', async () => {
    const copy = await logOf(events);
    await append(copy, ['Counted', 'Other'].map(event));
    await runOn(copy);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 4 }, inOrder: true });
  });

  it('skips a poison event and goes on after it', async () => {
    const log = await logOf(events);
    const poison = event('Counted');
    await append(log, [poison, event('Counted')]);
    const sick = new CountingProjection({
      beforeApply: (batch) => {
        if (batch.some(({ id }) => id === poison.id)) throw new Error('no');
      },
    });
    const engine = await world.started([sick], { store: log });
    await eventually(async () => (await engine.control.list())[0]!.state === 'failed');
    await engine.control.skip('counting');
    await engine.control.waitFor('counting', (await log.head())!);
    expect(await world.rows(projection)).toMatchObject({ positions: { length: 4 } });
  });
});
