import { randomUUID } from 'node:crypto';
import { eventsOf, MemoryEventStore, type EventStore } from '#event-store';
import { positionOfEvent } from '#ledger';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { RandomLedger } from '../test-support/random-ledger.js';
import { publish, Running } from '../test-support/running.js';
import { reproductionOf } from './reproduction.js';

let databases: TestDatabase[];
beforeAll(async () => void (databases = [await createTestDatabase(), await createTestDatabase()]));
afterAll(() => Promise.all(databases.map((database) => database.drop())));

const NUMBERS = Array.from({ length: 120 }, (_, n) => (n * 7_919) % 100_003);

/** The same events in the same order, each at another position. */
async function copy(store: EventStore): Promise<EventStore> {
  const other = new MemoryEventStore();
  const others = Array.from({ length: 40 }, () => ({ id: randomUUID(), type: 'Heard', data: {}, metadata: {} }));
  await other.append('other-1', others, 'no_stream');
  for await (const event of eventsOf(store.readAll())) {
    await other.append(event.stream, [event], event.revision === 0 ? 'no_stream' : event.revision - 1);
  }
  return other;
}

describe('a report published in a log of which only a copy is left', () => {
  it('comes out the same to the byte, by its last event, where its position means another', async () => {
    const store = new MemoryEventStore();
    const original = await Running.start(store, databases[0]!.url);
    const world = new RandomLedger();
    await world.begin(original.ledger);
    await world.act(original.ledger, NUMBERS.slice(0, 80));
    await original.caughtUp();
    const { report, publication } = await publish(original, { groupBy: 'level', curve: 'true' });
    await world.act(original.ledger, NUMBERS.slice(80));
    const copied = await copy(store);
    await original.stop();

    const running = await Running.start(copied, databases[1]!.url);
    await running.caughtUp();
    const found = (await running.ledger.findPublication(publication.reportId))!;
    const position = (await positionOfEvent(copied, found.data.lastEvent!))!;
    expect(position).not.toBe(report.frame.position);
    const again = await running.readModels.republish(found, position);
    expect(JSON.stringify(again)).toBe(JSON.stringify(report));
    const shifted = await running.readModels.republish(found, report.frame.position);
    expect(reproductionOf(found, shifted).reproduced).toBe(false);
    const { reproduced, items } = await running.readModels.changesOf(found, position, { limit: 10 }, Date.now());
    expect([reproduced, items.length > 0]).toEqual([true, true]);
    await running.stop();
  });

  it('has no end in a log that lacks its last event', async () => {
    const lastEvent = { id: randomUUID(), stream: `case-${randomUUID()}`, revision: 2 };
    expect(await positionOfEvent(new MemoryEventStore(), lastEvent)).toBeUndefined();
  });
});
