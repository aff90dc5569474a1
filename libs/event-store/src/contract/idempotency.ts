import { WrongExpectedRevision } from '../errors.js';
import { allOf, errorOf, newEvent, newEvents } from './events.js';
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

    it.each([
      ['overlaps at its start only', ([a, b, c]: string[], d: string) => [a, b, c, d]],
      ['overlaps at its end only', ([, b, c]: string[], d: string) => [b, c, d]],
      ['has another order', ([a, b, c]: string[]) => [b, a, c]],
      ['differs in the last id', ([a, b]: string[], d: string) => [a, b, d]],
      ['has new ids only', (_: string[], d: string) => [d]],
    ])('that %s is refused', async (_, retry) => {
      const { store } = current;
      const events = newEvents(3);
      await store.append('case-1', events, 'no_stream');
      const ids = retry(
        events.map((event) => event.id),
        newEvent().id,
      ) as string[];
      const error = await errorOf(
        store.append(
          'case-1',
          ids.map((id) => newEvent({ id })),
          'no_stream',
        ),
      );
      expect(error).toBeInstanceOf(WrongExpectedRevision);
      expect(error).toMatchObject({ expected: 'no_stream', actual: 2 });
      expect(await allOf(store.readAll())).toHaveLength(3);
    });

    it('with the same ids in another stream is another append', async () => {
      const { store } = current;
      const events = newEvents(1);
      await store.append('case-1', events, 'no_stream');
      expect((await store.append('case-2', events, 'no_stream')).revision).toBe(0);
    });
  });
}
