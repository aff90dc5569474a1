import { WrongExpectedRevision } from '../errors.js';
import type { EventStore, ExpectedRevision } from '../port.js';
import { allOf, idsOf, newEvent, newEvents, sleep } from './events.js';
import { useLog, type EventStoreHarness } from './harness.js';

/** Many at the same time. */
export function describeContention(harness: EventStoreHarness): void {
  describe('many at the same time', () => {
    const current = useLog(harness);

    const clients = async (count: number): Promise<EventStore[]> => [
      current.store,
      ...(await Promise.all(Array.from({ length: count - 1 }, () => current.log.connect()))),
    ];

    it('a reader tailing while 32 writers commit with random delays skips none of 100,000 events', async () => {
      const stores = await clients(4);
      const reader = await current.log.connect();
      const written: string[] = [];
      const write = async (writer: number) => {
        const store = stores[writer % stores.length]!;
        let expected: ExpectedRevision = 'no_stream';
        for (let batch = 0; batch < 125; batch++) {
          const events = newEvents(25);
          await sleep(Math.random() * 8);
          expected = (await store.append(`case-${writer}`, events, expected)).revision;
          written.push(...idsOf(events));
        }
      };
      const writing = Promise.all(Array.from({ length: 32 }, (_, writer) => write(writer)));
      const received: string[] = [];
      const revisions = new Map<string, number>();
      let last = '';
      for await (const page of reader.subscribe()) {
        for (const { id, position, stream, revision } of page.events) {
          if (position <= last || revision !== (revisions.get(stream) ?? -1) + 1) {
            throw new Error(`${stream} ${revision} at ${position} came after ${revisions.get(stream)} at ${last}`);
          }
          last = position;
          revisions.set(stream, revision);
          received.push(id);
        }
        if (received.length >= 100_000) break;
      }
      await writing;
      expect(received).toHaveLength(100_000);
      expect(new Set(received)).toEqual(new Set(written));
    }, 120_000);

    it('16 writers on one stream: one winner for each revision, every loser told where the stream is', async () => {
      const stores = await clients(4);
      const winners: string[] = [];
      let conflicts = 0;
      const write = async (writer: number) => {
        const store = stores[writer % stores.length]!;
        let expected: ExpectedRevision = 'no_stream';
        for (let won = 0; won < 20;) {
          const event = newEvent();
          try {
            const { revision } = await store.append('case-1', [event], expected);
            if (winners[revision]) throw new Error(`revision ${revision} was won twice`);
            winners[revision] = event.id;
            expected = revision;
            won++;
          } catch (error) {
            if (!(error instanceof WrongExpectedRevision) || error.actual === expected) throw error;
            conflicts++;
            expected = error.actual;
          }
        }
      };
      await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)));
      expect(conflicts).toBeGreaterThan(0);
      expect(idsOf(await allOf(current.store.readStream('case-1')))).toEqual(winners);
      expect(winners).toHaveLength(320);
    });

    it('appends of one client that were not awaited keep their order in each stream', async () => {
      const { store } = current;
      const appends = Array.from({ length: 200 }, (_, index) =>
        store.append(`case-${index % 5}`, newEvents(1), index < 5 ? 'no_stream' : Math.floor(index / 5) - 1),
      );
      const revisions = (await Promise.all(appends)).map((appended) => appended.revision);
      expect(revisions).toEqual(Array.from({ length: 200 }, (_, index) => Math.floor(index / 5)));
    });

    it('a writer that keeps losing does not hold up the others of its client', async () => {
      const { store } = current;
      await store.append('case-hot', newEvents(1), 'no_stream');
      let losing = true;
      const losers = Array.from({ length: 3 }, async () => {
        while (losing) await store.append('case-hot', newEvents(1), 'no_stream').catch(() => undefined);
      });
      for (let index = 0; index < 50; index++) await store.append(`case-good-${index}`, newEvents(1), 'no_stream');
      losing = false;
      await Promise.all(losers);
      expect(await allOf(store.readStream('case-hot'))).toHaveLength(1);
    });
  });
}
