import { WrongExpectedRevision } from '../errors.js';
import { allOf, errorOf, idsOf, newEvent, newEvents } from './events.js';
import { useLog, type EventStoreHarness } from './harness.js';

/** The same ids at the same expected revision are the same append. */
export function describeIdempotency(harness: EventStoreHarness): void {
  describe('a retry', () => {
    const current = useLog(harness);

    it('at once returns the first result and stores nothing', async () => {
      const { store } = current;
      const events = newEvents(3);
      const first = await store.append('case-1', events, 'no_stream');
      expect(await store.append('case-1', events, 'no_stream')).toEqual(first);
      expect(await allOf(store.readAll())).toHaveLength(3);
    });

    it('late, when much else was appended, returns the first result', async () => {
      const { store } = current;
      const [opening, events] = [newEvents(1), newEvents(2)];
      await store.append('case-1', opening, 'no_stream');
      const first = await store.append('case-1', events, 0);
      await store.append('case-2', newEvents(5), 'no_stream');
      await store.append('case-1', newEvents(4), 2);
      expect(await store.append('case-1', events, 0)).toEqual(first);
      expect(await allOf(store.readAll())).toHaveLength(12);
    });

    it('after a restart of the client returns the first result', async () => {
      const { log, store } = current;
      const events = newEvents(2);
      const first = await store.append('case-1', events, 'no_stream');
      await store.close();
      const restarted = await log.connect();
      expect(await restarted.append('case-1', events, 'no_stream')).toEqual(first);
      expect(await allOf(restarted.readAll())).toHaveLength(2);
    });

    it('at the same time, from one client or from two, stores once and gives all the same result', async () => {
      const { log, store } = current;
      const other = await log.connect();
      for (let round = 0; round < 10; round++) {
        const events = newEvents(2);
        const retries = [store, other, store, other].map((one) => one.append(`case-${round}`, events, 'no_stream'));
        const [first, ...others] = await Promise.all(retries);
        expect(others).toEqual([first, first, first]);
      }
      expect(await allOf(store.readAll())).toHaveLength(20);
    });

    it('in one call with the first attempt stores once', async () => {
      const append = { stream: 'case-1', events: newEvents(2), expected: 'no_stream' as const };
      const [first, second] = await current.store.appendMany([append, append]);
      expect(first).toMatchObject({ ok: true });
      expect(second).toEqual(first);
      expect(await allOf(current.store.readAll())).toHaveLength(2);
    });

    it('does not compare content: who makes ids answers for that', async () => {
      const { store } = current;
      const event = newEvent({ data: { a: 1 } });
      const first = await store.append('case-1', [event], 'no_stream');
      expect(await store.append('case-1', [{ ...event, data: { a: 2 } }], 'no_stream')).toEqual(first);
      expect(await allOf(store.readAll())).toMatchObject([{ data: { a: 1 } }]);
    });

    it('takes ids in either case for the same', async () => {
      const { store } = current;
      const event = newEvent();
      const first = await store.append('case-1', [event], 'no_stream');
      expect(await store.append('case-1', [{ ...event, id: event.id.toUpperCase() }], 'no_stream')).toEqual(first);
    });

    describe.each([
      ['of a new stream', 0],
      ['of a stream that had an event', 1],
      ['of a stream that had several', 4],
    ])('%s', (_, before) => {
      it.each([
        ['is longer than what was stored', ([a, b, c]: string[], d: string) => [a, b, c, d]],
        ['is much longer than what was stored', ([a, b, c]: string[], d: string, e: string) => [a, b, c, d, e]],
        ['overlaps at its start only', ([a, b]: string[], d: string, e: string) => [a, b, d, e]],
        ['overlaps at its end only', ([, b, c]: string[], d: string) => [b, c, d]],
        ['overlaps in the middle only', ([, b]: string[], d: string, e: string) => [d, b, e]],
        ['has another order', ([a, b, c]: string[]) => [b, a, c]],
        ['differs in the first id', ([, b, c]: string[], d: string) => [d, b, c]],
        ['differs in the last id', ([a, b]: string[], d: string) => [a, b, d]],
        ['has one new id', (_: string[], d: string) => [d]],
        ['has new ids only', (_: string[], d: string, e: string) => [d, e, newEvent().id]],
      ])('that %s is refused, alone and among others', async (_, retry) => {
        const { store } = current;
        const events = newEvents(3);
        if (before > 0) await store.append('case-1', newEvents(before), 'no_stream');
        const expected = before === 0 ? 'no_stream' : before - 1;
        await store.append('case-1', events, expected);
        const ids = retry(idsOf(events), newEvent().id, newEvent().id) as string[];
        const again = { stream: 'case-1', events: ids.map((id) => newEvent({ id })), expected } as const;
        const error = await errorOf(store.append(again.stream, again.events, expected));
        expect(error).toBeInstanceOf(WrongExpectedRevision);
        expect(error).toMatchObject({ expected, actual: before + 2 });
        const other = { stream: 'case-2', events: newEvents(2), expected: 'no_stream' } as const;
        const outcomes = await store.appendMany([other, again]);
        expect(outcomes).toMatchObject([{ ok: true }, { ok: false, error: { name: 'WrongExpectedRevision' } }]);
        expect(await allOf(store.readAll())).toHaveLength(before + 3 + 2);
      });

      it('that has the first part only returns where that part ended', async () => {
        const { store } = current;
        const events = newEvents(3);
        if (before > 0) await store.append('case-1', newEvents(before), 'no_stream');
        const expected = before === 0 ? 'no_stream' : before - 1;
        await store.append('case-1', events, expected);
        const { revision } = await store.append('case-1', events.slice(0, 2), expected);
        expect(revision).toBe(before + 1);
        expect(await allOf(store.readAll())).toHaveLength(before + 3);
      });
    });

    it('with the same ids in another stream is another append', async () => {
      const { store } = current;
      const events = newEvents(1);
      await store.append('case-1', events, 'no_stream');
      expect((await store.append('case-2', events, 'no_stream')).revision).toBe(0);
    });
  });
}
