import { InvalidRead } from '../errors.js';
import type { EventStore, Page, RecordedEvent } from '../port.js';
import { errorOf, fill, idsOf, newEvent, newEvents, pagesOf, take } from './events.js';
import { useLog, type EventStoreHarness } from './harness.js';

/** History, then live. */
export function describeSubscribing(harness: EventStoreHarness): void {
  describe('a subscription', () => {
    const current = useLog(harness);

    it('crosses from history to live without a gap or a duplicate', async () => {
      const { store } = current;
      const history = await fill(store, 'case-1', 250);
      const live = newEvents(250);
      const receiving = take(store.subscribe({ pageSize: 20 }), 500);
      let expected = 249;
      for (const event of live) expected = (await store.append('case-1', [event], expected)).revision;
      expect(idsOf(await receiving)).toEqual(idsOf([...history, ...live]));
    });

    it('starts after the position given, and says where to resume', async () => {
      const { store } = current;
      const events = await fill(store, 'case-1', 25);
      const resumed: string[] = [];
      let after: string | undefined;
      while (resumed.length < 25) {
        for await (const page of store.subscribe({ after, pageSize: 4 })) {
          resumed.push(...idsOf(page.events));
          after = page.position;
          break;
        }
      }
      expect(resumed).toEqual(idsOf(events));
    });

    it('says when it has caught up: on an empty log, after history, after each burst', async () => {
      const { log, store } = current;
      const writer = await log.connect();
      const pages = store.subscribe()[Symbol.asyncIterator]();
      const next = async () => (await pages.next()).value as Page;
      for (let caughtUp = false; !caughtUp;) {
        const page = await next();
        expect(page.events).toEqual([]);
        caughtUp = page.caughtUp;
      }
      for (let burst = 0; burst < 3; burst++) {
        const events = newEvents(3);
        await writer.append(`case-${burst}`, events, 'no_stream');
        const received: string[] = [];
        for (let caughtUp = false; !caughtUp || received.length === 0;) {
          const page = await next();
          received.push(...idsOf(page.events));
          caughtUp = page.caughtUp;
        }
        expect(received).toEqual(idsOf(events));
      }
      await pages.return?.();
    });

    it('gives the types asked for alone, passes over the others, and goes on where it says', async () => {
      const { store } = current;
      const mixed = Array.from({ length: 300 }, (_, index) => newEvent({ type: index % 50 === 7 ? 'Rare' : 'Noted' }));
      const rare = idsOf(mixed.filter(({ type }) => type === 'Rare'));
      const head = (await store.append('case-1', mixed, 'no_stream')).position;
      for (const pageSize of [1, 7, 8, 50, 1000]) {
        const [found, scanned]: [string[], number[]] = [[], []];
        for await (const page of store.subscribe({ types: ['Rare', 'Unheard'], pageSize })) {
          found.push(...idsOf(page.events));
          scanned.push(page.scanned);
          if (page.caughtUp) {
            expect(page.position).toBe(head);
            break;
          }
        }
        expect(found).toEqual(rare);
        expect(Math.max(...scanned)).toBeLessThanOrEqual(pageSize);
        expect(scanned.reduce((sum, count) => sum + count)).toBe(300);
        expect(idsOf(await takeResuming(store, pageSize, rare.length))).toEqual(rare);
      }
      const live = take(store.subscribe({ types: ['Rare'], after: head }), 1);
      await fill(store, 'case-2', 30);
      const next = newEvent({ type: 'Rare' });
      await store.append('case-1', [next], 299);
      expect(idsOf(await live)).toEqual([next.id]);
    });

    it('hears what another client appends', async () => {
      const { log, store } = current;
      const other = await log.connect();
      const receiving = take(store.subscribe(), 1);
      const [event] = newEvents(1);
      await other.append('case-1', [event!], 'no_stream');
      expect(idsOf(await receiving)).toEqual([event!.id]);
    });

    it('ends without an error when aborted: before the start, while waiting, while handling a page', async () => {
      const { store } = current;
      expect(await pagesOf(store.subscribe({ signal: AbortSignal.abort() }))).toEqual([]);
      const waiting = new AbortController();
      for await (const page of store.subscribe({ signal: waiting.signal })) {
        if (page.caughtUp) setImmediate(() => waiting.abort());
      }
      await fill(store, 'case-1', 10);
      const handling = new AbortController();
      let seen = 0;
      for await (const page of store.subscribe({ pageSize: 2, signal: handling.signal })) {
        seen += page.events.length;
        handling.abort();
      }
      expect(seen).toBeLessThanOrEqual(2);
    });

    it('ends when the store is closed', async () => {
      const { store } = current;
      await fill(store, 'case-1', 10);
      let caughtUp: (() => void) | undefined;
      const reached = new Promise<void>((resolve) => (caughtUp = resolve));
      const following = (async () => {
        for await (const page of store.subscribe()) if (page.caughtUp) caughtUp?.();
      })();
      await reached;
      await store.close();
      await following;
    });

    it('gives every subscriber everything', async () => {
      const { store } = current;
      const history = await fill(store, 'case-1', 30);
      const receiving = Promise.all(Array.from({ length: 12 }, () => take(store.subscribe({ pageSize: 7 }), 60)));
      const live = await fill(store, 'case-2', 30);
      for (const received of await receiving) expect(idsOf(received)).toEqual(idsOf([...history, ...live]));
    });

    it('names the event at its position, whatever types are asked for, and refuses to go on after another', async () => {
      const { store } = current;
      const events = await fill(store, 'case-1', 5);
      const places: { after: string; afterId?: string }[] = [];
      for await (const page of store.subscribe({ types: ['Unheard'], pageSize: 2 })) {
        // Before the first event, a page may have passed over what is not of this log.
        if (page.lastId !== undefined) places.push({ after: page.position, afterId: page.lastId });
        if (page.caughtUp) break;
      }
      expect(places.at(-1)!.afterId).toBe(events.at(-1)!.id);
      for (const place of places) {
        expect(idsOf(events)).toContain(place.afterId);
        for await (const page of store.subscribe(place)) if (page.caughtUp) break;
        const other = pagesOf(store.subscribe({ ...place, afterId: newEvent().id }));
        expect(await errorOf(other)).toBeInstanceOf(InvalidRead);
      }
      for await (const page of store.subscribe({ ...places.at(-1) })) {
        expect([page.lastId, page.caughtUp]).toEqual([events.at(-1)!.id, true]);
        break;
      }
    });

    it('refuses to start beyond the end: such a position came from another log', async () => {
      const { store } = current;
      const { position } = await store.append('case-1', newEvents(3), 'no_stream');
      const elsewhere = await harness.createLog();
      try {
        const error = await errorOf(pagesOf((await elsewhere.connect()).subscribe({ after: position })));
        expect(error).toBeInstanceOf(InvalidRead);
      } finally {
        await elsewhere.dispose();
      }
    });
  });
}

/** So many rare events, with a new subscription for each page. */
async function takeResuming(store: EventStore, pageSize: number, count: number): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let after: string | undefined; events.length < count;) {
    for await (const page of store.subscribe({ types: ['Rare'], pageSize, after })) {
      events.push(...page.events);
      after = page.position;
      break;
    }
  }
  return events;
}
