import { randomUUID } from 'node:crypto';
import { MemoryEventStore, openKurrentDbEventStore, PostgresEventStore, type EventStore } from '#event-store';
import { createTestDatabase } from '../../../test/support/database.js';
import { describeWith } from '../../../test/support/needs.js';
import { withPrefix } from '../../../test/support/with-prefix.js';
import { compareLogs } from './compare-logs.js';
import { copyLog } from './copy-log.js';
import { fillRandomly, randomEvent } from './test-support/random-log.js';

const numbers = (count: number) => Array.from({ length: count }, (_, n) => (n * 7919) % 10_007);

/** How to get at an empty log of an adapter, and whether it stores the appends of a call together. */
interface Adapter {
  readonly name: string;
  readonly atomic: boolean;
  createLog(): Promise<{ readonly store: EventStore; dispose(): Promise<void> }>;
}

const postgres: Adapter = {
  name: 'PostgreSQL',
  atomic: true,
  createLog: async () => {
    const database = await createTestDatabase();
    const store = await PostgresEventStore.open({ url: database.url });
    return { store, dispose: () => store.close().then(() => database.drop()) };
  },
};

const kurrentDb = (url: string): Adapter => ({
  name: 'KurrentDB',
  atomic: false,
  createLog: async () => {
    const prefixed = withPrefix(url, `copy-${randomUUID()}.`);
    const store = await openKurrentDbEventStore({ url: prefixed });
    return { store, dispose: () => store.close() };
  },
});

function describeCopies({ name, atomic, createLog }: Adapter): void {
  let store: EventStore;
  let dispose: () => Promise<void>;

  beforeEach(async () => {
    ({ store, dispose } = await createLog());
  });

  afterEach(() => dispose());

  it(`from memory to ${name} and back are the same to the byte, in the same order`, async () => {
    const [source, back] = [new MemoryEventStore(), new MemoryEventStore()];
    await fillRandomly(source, numbers(400), 40);
    expect(await copyLog(source, store, { atomic })).toMatchObject({ complete: true, disordered: false });
    expect(await compareLogs(source, store)).toMatchObject({ identical: true });
    expect(await copyLog(store, back)).toMatchObject({ complete: true, disordered: false });
    expect(await compareLogs(source, back)).toMatchObject({ identical: true });
    expect(await copyLog(source, store, { atomic })).toMatchObject({ copied: 0, complete: true });
  });

  it(`to ${name} keep large events and long streams`, async () => {
    const source = new MemoryEventStore();
    const large = () => ({ ...randomEvent(1), data: { text: '欠'.repeat(300_000) } });
    let expected: number | 'no_stream' = 'no_stream';
    for (let n = 0; n < 6; n++) expected = (await source.append('case-large', [large()], expected)).revision;
    const long = Array.from({ length: 1_234 }, (_, n) => randomEvent(n));
    await source.append('case-long', long, 'no_stream');
    await copyLog(source, store, { atomic });
    expect(await compareLogs(source, store)).toMatchObject({ identical: true, target: { events: 1_240, streams: 2 } });
  });

  it(`from ${name} follow what is recorded meanwhile`, async () => {
    const target = new MemoryEventStore();
    await fillRandomly(store, numbers(200), 20);
    const stop = new AbortController();
    let caughtUp = 0;
    const copying = copyLog(store, target, {
      follow: true,
      signal: stop.signal,
      onCaughtUp: (events) => (caughtUp = events),
    });
    while (caughtUp === 0) await new Promise(setImmediate);
    const before = caughtUp;
    for (let n = 0; n < 50; n++) await store.append(`case-late-${n}`, [randomEvent(n)], 'no_stream');
    while (caughtUp < before + 50) await new Promise(setImmediate);
    stop.abort();
    expect(await copying).toMatchObject({ copied: before + 50, complete: true, disordered: false });
    expect(await compareLogs(store, target)).toMatchObject({ identical: true });
  });

  it(`to ${name} are refused where it holds something else`, async () => {
    const source = new MemoryEventStore();
    await fillRandomly(source, numbers(20));
    await store.append('case-own', [randomEvent(1)], 'no_stream');
    await expect(copyLog(source, store, { atomic })).rejects.toMatchObject({ name: 'NotACopy' });
    expect(await compareLogs(source, store)).toMatchObject({ target: { events: 1 }, difference: expect.anything() });
  });
}

describe('copies', () => describeCopies(postgres));

describeWith('KURRENTDB_URL', 'copies', (url) => {
  const adapter = kurrentDb(url);
  describeCopies(adapter);

  it('from PostgreSQL to KurrentDB and back are the same to the byte, in the same order', async () => {
    const [first, second, last] = [await postgres.createLog(), await adapter.createLog(), await postgres.createLog()];
    await fillRandomly(first.store, numbers(400), 40);
    expect(await copyLog(first.store, second.store)).toMatchObject({ complete: true, disordered: false });
    expect(await copyLog(second.store, last.store, { atomic: true })).toMatchObject({ disordered: false });
    expect(await compareLogs(first.store, second.store)).toMatchObject({ identical: true });
    expect(await compareLogs(first.store, last.store)).toMatchObject({ identical: true });
    await Promise.all([first, second, last].map((log) => log.dispose()));
  });
});
