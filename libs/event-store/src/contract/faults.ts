import { v7 as uuid } from 'uuid';
import { InvalidRead, StoreUnavailable } from '../errors.js';
import type { Appended, EventStore, ExpectedRevision, NewEvent, Page } from '../port.js';
import { allOf, idsOf, newEvent, newEvents, sleep } from './events.js';
import { useLog, type EventStoreHarness, type TestServer } from './harness.js';

/** Connections that break, servers that die. */
export function describeFaults(harness: EventStoreHarness): void {
  const { createServer } = harness;
  if (createServer === 'has no server') {
    it.skip('connections that break and servers that die: it has no server', () => undefined);
    return;
  }

  describe('when connections break', () => {
    const current = useLog(harness);

    it('what was acknowledged is there exactly once, and so is what was retried', async () => {
      const { log, store } = current;
      const over = new AbortController();
      const writing = writeUntil(over.signal, store, 8);
      for (let cut = 0; cut < 10; cut++) {
        await sleep(20);
        await log.cutConnections!();
      }
      over.abort();
      const written = await writing;
      expect(await storedIn(store, 8)).toEqual(written);
    });

    it('a subscription goes on without a gap or a duplicate', async () => {
      const { log, store } = current;
      const writer = await log.connect();
      const abort = new AbortController();
      const received: string[] = [];
      const following = follow(store.subscribe({ pageSize: 10, signal: abort.signal }), received);
      const written: string[] = [];
      for (let round = 0; round < 10; round++) {
        await log.cutConnections!();
        const events = newEvents(15);
        await appendUntilDone(writer, `case-${round}`, events, 'no_stream');
        written.push(...idsOf(events));
        await Promise.race([following, until(() => received.length >= written.length)]);
      }
      abort.abort();
      await following;
      expect(received).toEqual(written);
    });
  });

  describe('when the server goes away', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await createServer();
    }, 60_000);
    afterAll(() => server.dispose());

    it('killed, subscriptions and writers recover by themselves; what was acknowledged is there exactly once', async () => {
      const [store, follower] = [await server.connect(), await server.connect()];
      const abort = new AbortController();
      const received: string[] = [];
      const following = follow(follower.subscribe({ signal: abort.signal }), received);
      const over = new AbortController();
      const writing = writeUntil(over.signal, store, 8);
      // The second time it is away for longer than any call is repeated.
      for (const away of [100, 4_000]) {
        const before = received.length;
        await Promise.race([following, until(() => received.length >= before + 50)]);
        await server.kill();
        await sleep(away);
        await server.start();
      }
      over.abort();
      const written = await writing;
      const total = [...written.values()].flat().length;
      await Promise.race([following, until(() => received.length >= total)]);
      abort.abort();
      await following;
      expect(await storedIn(store, 8)).toEqual(written);
      expect(received).toHaveLength(total);
      expect(new Set(received)).toEqual(new Set([...written.values()].flat()));
    }, 120_000);

    it('an append that cannot be answered in time is StoreUnavailable, and its retry stores it once', async () => {
      const store = await server.connect();
      await store.append('late-0', newEvents(1), 'no_stream');
      await server.stop();
      const events = newEvents(2);
      await expect(store.append('late-1', events, 'no_stream')).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.appendMany([{ stream: 'late-2', events, expected: 'no_stream' }])).resolves.toMatchObject([
        { ok: false, error: expect.any(StoreUnavailable) },
      ]);
      await expect(allOf(store.readStream('late-1'))).rejects.toBeInstanceOf(StoreUnavailable);
      await server.start();
      await appendUntilDone(store, 'late-1', events, 'no_stream');
      expect(idsOf(await allOf(store.readStream('late-1')))).toEqual(idsOf(events));
    }, 60_000);

    it('a store can be closed while its server is away', async () => {
      const store = await server.connect();
      await store.append('closing', newEvents(1), 'no_stream');
      await server.stop();
      await store.close();
      await server.start();
    }, 60_000);

    it.each(['the start', 'a position'])(
      'a subscription from %s waits for it',
      async (from) => {
        const store = await server.connect();
        const [before, after] = [newEvents(1), newEvents(1)];
        const { position } = await store.append(`waiting ${from}`, before, 'no_stream');
        await server.stop();
        const received: string[] = [];
        const abort = new AbortController();
        const subscription = store.subscribe({
          after: from === 'a position' ? position : undefined,
          signal: abort.signal,
        });
        const following = follow(subscription, received);
        // Longer than any call is repeated.
        await Promise.race([following, sleep(4_000)]);
        await server.start();
        await appendUntilDone(store, `waiting ${from}`, after, 0);
        await Promise.race([following, until(() => received.includes(after[0]!.id))]);
        abort.abort();
        await following;
        expect(received.includes(before[0]!.id)).toBe(from === 'the start');
      },
      60_000,
    );
  });

  describe('when the server says nothing any more', () => {
    let server: TestServer;
    let store: EventStore;
    beforeAll(async () => {
      server = await createServer();
    }, 60_000);
    beforeEach(async () => {
      store = await server.connect();
      await store.append(`silent-${uuid()}`, newEvents(1), 'no_stream');
      await allOf(store.readAll());
    });
    afterEach(() => server.speak());
    afterAll(() => server.dispose());

    it('a read that is stuck ends with its signal', async () => {
      server.silence();
      const reads = [
        (signal: AbortSignal) => store.readAll({ signal }),
        (signal: AbortSignal) => store.readStream('silent', { signal }),
      ];
      for (const read of reads) {
        const abort = new AbortController();
        const reading = allOf(read(abort.signal));
        setTimeout(() => abort.abort(new Error('enough')), 50);
        await expect(reading).rejects.toThrow('enough');
      }
    });

    it('a subscription that is stuck ends when it is aborted', async () => {
      server.silence();
      const abort = new AbortController();
      const following = follow(store.subscribe({ signal: abort.signal }), []);
      setTimeout(() => abort.abort(), 50);
      await following;
    });

    it('whoever calls hears in time that it cannot be reached', async () => {
      server.silence();
      const events = newEvents(1);
      await expect(store.append('quiet', events, 'no_stream')).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(allOf(store.readAll())).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
      server.speak();
      await appendUntilDone(store, 'quiet', events, 'no_stream');
      expect(idsOf(await allOf(store.readStream('quiet')))).toEqual(idsOf(events));
    });

    it('a store can be closed, with calls under way and a subscription', async () => {
      const following = follow(store.subscribe(), []);
      server.silence();
      const calls = [store.append('closing', newEvents(1), 'no_stream'), allOf(store.readAll()), store.head()];
      const outcomes = Promise.allSettled(calls);
      await store.close();
      expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      await following;
    });
  });

  describe('when the log was set back to an earlier state', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await createServer();
    }, 60_000);
    afterAll(() => server.dispose());

    it.each([
      ['and is shorter', undefined, 0],
      ['and has grown again', undefined, 8],
      ['and is shorter, reading some types only', ['Noted'], 0],
      ['and has grown again, reading some types only', ['Noted'], 8],
    ])('%s, a subscription that was further ends loudly', async (_, types, more) => {
      const [store, writer] = [await server.connect(), await server.connect()];
      const { position } = await writer.append(`kept-${uuid()}`, newEvents(5), 'no_stream');
      const lost = [...newEvents(3), newEvent({ type: 'Other' })];
      await writer.append(`lost-${uuid()}`, lost, 'no_stream');
      const received: string[] = [];
      const following = follow(store.subscribe({ types }), received);
      await Promise.race([following, until(() => received.includes(lost[2]!.id))]);
      await server.setBackTo(position);
      const regrown = newEvents(more);
      if (more > 0) await writer.append(`new-${uuid()}`, regrown, 'no_stream');
      await expect(following).rejects.toBeInstanceOf(InvalidRead);
      expect(received.filter((id) => idsOf(regrown).includes(id))).toEqual([]);
    });
  });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

/** Retries with the same ids and revision for as long as the outcome is unknown, as a patient caller would. */
async function appendUntilDone(
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): Promise<Appended> {
  while (true) {
    try {
      return await store.append(stream, events, expected);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}

/** So many writers, each with a stream of its own, until the signal; resolves to the ids of each stream. */
async function writeUntil(over: AbortSignal, store: EventStore, writers: number): Promise<Map<string, string[]>> {
  const write = async (writer: number): Promise<[string, string[]]> => {
    const ids: string[] = [];
    let expected: ExpectedRevision = 'no_stream';
    while (!over.aborted) {
      const events = newEvents(2);
      expected = (await appendUntilDone(store, `case-${writer}`, events, expected)).revision;
      ids.push(...idsOf(events));
    }
    return [`case-${writer}`, ids];
  };
  return new Map(await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer))));
}

async function storedIn(store: EventStore, writers: number): Promise<Map<string, string[]>> {
  const streams = Array.from({ length: writers }, (_, writer) => `case-${writer}`);
  return new Map(
    await Promise.all(streams.map(async (stream) => [stream, idsOf(await allOf(store.readStream(stream)))] as const)),
  );
}

async function follow(pages: AsyncIterable<Page>, received: string[]): Promise<void> {
  for await (const page of pages) received.push(...idsOf(page.events));
}
