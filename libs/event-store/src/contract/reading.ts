import { InvalidRead, StoreUnavailable } from '../errors.js';
import { eventsOf, readWholeStream } from '../pages.js';
import type { EventStore, RecordedEvent } from '../port.js';
import { allOf, errorOf, fill, idsOf, newEvents, pagesOf, sleep } from './events.js';
import { useLog, type EventStoreHarness } from './harness.js';

/** Streams and the log, forwards and backwards, from anywhere. */
export function describeReading(harness: EventStoreHarness): void {
  describe('reading a stream', () => {
    const current = useLog(harness);
    const revisions = async (...args: Parameters<EventStore['readStream']>) =>
      (await allOf(current.store.readStream(...args))).map((event) => event.revision);

    it('gives nothing for an unknown stream, in either direction', async () => {
      expect(await pagesOf(current.store.readStream('case-1'))).toEqual([]);
      expect(await pagesOf(current.store.readStream('case-1', { direction: 'backwards' }))).toEqual([]);
      expect(await readWholeStream(current.store, 'case-1')).toEqual([]);
    });

    it('goes forwards and backwards from anywhere, with a limit', async () => {
      await current.store.append('other', newEvents(5), 'no_stream');
      await fill(current.store, 'case-1', 10);
      expect(await revisions('case-1')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(await revisions('case-1', { direction: 'backwards' })).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
      for (let from = 0; from < 12; from++) {
        for (const limit of [undefined, 0, 1, 3, 100]) {
          const forwards = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].slice(from).slice(0, limit);
          const backwards = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].filter((revision) => revision <= from).slice(0, limit);
          expect(await revisions('case-1', { from, limit })).toEqual(forwards);
          expect(await revisions('case-1', { from, limit, direction: 'backwards' })).toEqual(backwards);
        }
      }
    });

    it('has only the last page caught up, also when the stream is long', async () => {
      const { store } = current;
      const events = await fill(store, 'case-1', 2500);
      for (const direction of ['forwards', 'backwards'] as const) {
        const pages = await pagesOf(store.readStream('case-1', { direction }));
        const ids = idsOf(pages.flatMap((page) => page.events));
        expect(direction === 'forwards' ? ids : ids.reverse()).toEqual(idsOf(events));
        expect(pages.map((page) => page.caughtUp).lastIndexOf(false)).toBe(pages.length - 2);
      }
      expect(idsOf(await readWholeStream(store, 'case-1'))).toEqual(idsOf(events));
    });

    it('can be left early and goes event by event if wished', async () => {
      const { store } = current;
      await fill(store, 'case-1', 2500);
      const seen: RecordedEvent[] = [];
      for await (const event of eventsOf(store.readStream('case-1'))) {
        seen.push(event);
        if (seen.length === 3) break;
      }
      expect(seen.map((event) => event.revision)).toEqual([0, 1, 2]);
    });

    it.each(['', '$all', 'a\0b', 'a\uD800', 'x'.repeat(201)])('refuses %j as a stream', async (stream) => {
      for (const direction of ['forwards', 'backwards'] as const) {
        const reading = pagesOf(current.store.readStream(stream, { direction }));
        expect(await errorOf(reading)).toBeInstanceOf(InvalidRead);
      }
    });

    it.each([{ from: -1 }, { from: 0.5 }, { limit: -1 }, { limit: NaN }])('refuses %j', async (options) => {
      expect(await errorOf(pagesOf(current.store.readStream('case-1', options)))).toBeInstanceOf(InvalidRead);
    });
  });

  describe('reading the log', () => {
    const current = useLog(harness);

    it('gives nothing for an empty log', async () => {
      expect(await pagesOf(current.store.readAll())).toEqual([]);
      expect(await pagesOf(current.store.readAll({ direction: 'backwards' }))).toEqual([]);
      expect(await current.store.head()).toBeUndefined();
    });

    it('goes forwards and backwards from any position, with a limit and any page size', async () => {
      const { store } = current;
      const log: string[] = [];
      for (let round = 0; round < 4; round++) {
        for (const stream of ['case-1', 'case-2', 'case-3']) {
          log.push((await store.append(stream, newEvents(1), round === 0 ? 'no_stream' : round - 1)).position);
        }
      }
      const positions = async (options: Parameters<EventStore['readAll']>[0]) =>
        (await allOf(store.readAll(options))).map((event) => event.position);
      expect([...log].sort()).toEqual(log);
      for (const after of [undefined, ...log]) {
        for (const limit of [undefined, 0, 1, 5, 100]) {
          for (const pageSize of [1, 4, 12, undefined]) {
            const forwards = log.filter((position) => after === undefined || position > after).slice(0, limit);
            const backwards = log.filter((position) => after === undefined || position < after).reverse();
            expect(await positions({ after, limit, pageSize })).toEqual(forwards);
            const read = await positions({ after, limit, pageSize, direction: 'backwards' });
            expect(read).toEqual(backwards.slice(0, limit));
          }
        }
      }
    });

    it('has pages of at most the size asked for, resumable after each, the last one caught up', async () => {
      const { store } = current;
      await fill(store, 'case-1', 25);
      const pages = await pagesOf(store.readAll({ pageSize: 10 }));
      expect(pages.every((page) => page.events.length > 0 && page.events.length <= 10)).toBe(true);
      expect(pages.map((page) => page.caughtUp)).toEqual([...pages.slice(1).map(() => false), true]);
      for (const [index, page] of pages.entries()) {
        const rest = await allOf(store.readAll({ after: page.position }));
        expect(idsOf(rest)).toEqual(idsOf(pages.slice(index + 1).flatMap((later) => later.events)));
      }
    });

    it('ends where the log ended, though writers go on', async () => {
      const { store } = current;
      await fill(store, 'case-1', 100);
      let read = 0;
      let expected = 99;
      for await (const page of store.readAll({ pageSize: 10 })) {
        read += page.events.length;
        expected = (await store.append('case-1', newEvents(20), expected)).revision;
      }
      expect(read).toBeGreaterThanOrEqual(100);
      expect(read).toBeLessThan(200);
    });

    it.each([{ after: 'nowhere' }, { after: '-1' }, { limit: -1 }, { pageSize: 0 }, { pageSize: 1.5 }])(
      'refuses %j',
      async (options) => {
        expect(await errorOf(pagesOf(current.store.readAll(options)))).toBeInstanceOf(InvalidRead);
      },
    );

    it('refuses a position that counts something else', async () => {
      const { store } = current;
      const after = `${store.unit === 'bytes' ? '' : 'b'}${'1'.padStart(19, '0')}`;
      expect(await errorOf(pagesOf(store.readAll({ after })))).toBeInstanceOf(InvalidRead);
    });
  });

  describe('a read', () => {
    const current = useLog(harness);

    it.each([
      ['of a stream', (store: EventStore, signal: AbortSignal) => store.readStream('case-1', { signal })],
      ['of the log', (store: EventStore, signal: AbortSignal) => store.readAll({ pageSize: 100, signal })],
    ])('%s that is aborted ends with the reason, before or in the middle', async (_, read) => {
      const { store } = current;
      await fill(store, 'case-1', 2500);
      const reason = new Error('no longer wanted');
      expect(await errorOf(pagesOf(read(store, AbortSignal.abort(reason))))).toBe(reason);
      const abort = new AbortController();
      let pages = 0;
      const reading = (async () => {
        for await (const page of read(store, abort.signal))
          if (page.events.length > 0 && ++pages === 1) abort.abort(reason);
      })();
      expect(await errorOf(reading)).toBe(reason);
      expect(pages).toBe(1);
      expect(await allOf(store.readStream('case-1'))).toHaveLength(2500);
    });

    it('of a slow consumer reads one page ahead and no more', async () => {
      const { store } = current;
      await fill(store, 'case-1', 50);
      const abort = new AbortController();
      const caughtUpAt: number[] = [];
      let seen = 0;
      for await (const page of store.subscribe({ pageSize: 5, signal: abort.signal })) {
        if (seen === 0 && page.events.length > 0) {
          // Time enough for a reader without restraint to reach the end, which it would then have to report.
          await sleep(50);
          await store.append('case-1', newEvents(10), 49);
        }
        seen += page.events.length;
        if (page.caughtUp) caughtUpAt.push(seen);
        if (seen === 60) abort.abort();
      }
      expect(caughtUpAt.filter((count) => count < 60)).toEqual([]);
    });

    it('from a closed store is refused', async () => {
      const { store } = current;
      await fill(store, 'case-1', 1);
      await store.close();
      expect(await errorOf(pagesOf(store.readStream('case-1')))).toBeInstanceOf(StoreUnavailable);
      expect(await errorOf(pagesOf(store.readAll()))).toBeInstanceOf(StoreUnavailable);
      expect(await errorOf(pagesOf(store.subscribe()))).toBeInstanceOf(StoreUnavailable);
      expect(await errorOf(store.head())).toBeInstanceOf(StoreUnavailable);
    });
  });
}
