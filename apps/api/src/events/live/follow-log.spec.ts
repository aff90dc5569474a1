import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { InvalidRead, MemoryEventStore, type Position, type RecordedEvent } from '#event-store';
import { followLog, type News } from './follow-log.js';
import { Tail, type TailLimits } from './tail.js';

const everything = async (events: readonly RecordedEvent[]) => events;

class World {
  readonly store = new MemoryEventStore();
  readonly stop = new AbortController();
  readonly tail: Tail;
  private appended = 0;

  constructor(limits?: TailLimits) {
    this.tail = new Tail(this.store, () => undefined, limits);
  }

  async append(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const event = { id: randomUUID(), type: 'Happened', data: { n: this.appended++ }, metadata: {} };
      await this.store.append(`s-${event.id}`, [event], 'no_stream');
    }
  }

  follow(after: Position = '', pick = everything) {
    const read = (from: Position) => this.store.readAll({ after: from || undefined, pageSize: 3 });
    return followLog({ after, read, pick, tail: this.tail, signal: this.stop.signal });
  }
}

async function next(following: AsyncGenerator<News, never>): Promise<News> {
  return (await following.next()).value;
}

const numbersIn = (news: News) => ('events' in news ? news.events.map(({ data }) => data.n as number) : []);

/** What comes until the reader has caught up. */
async function untilCaughtUp(following: AsyncGenerator<News, never>): Promise<number[]> {
  const found: number[] = [];
  for (;;) {
    const news = await next(following);
    if ('caughtUp' in news) return found;
    found.push(...numbersIn(news));
  }
}

const upTo = (end: number, from = 0) => Array.from({ length: end - from }, (_, n) => from + n);

describe('following the log', () => {
  it('begins with what is there, says when that was all, and goes on with what comes', async () => {
    const world = new World();
    await world.append(10);
    void world.tail.run();
    const reader = world.follow();
    expect(await untilCaughtUp(reader)).toEqual(upTo(10));
    const coming = next(reader);
    await world.append(1);
    expect(numbersIn(await coming)).toEqual([10]);
  });

  it('says of an empty log that it has all of it', async () => {
    const world = new World();
    void world.tail.run();
    expect(await next(world.follow())).toEqual({ caughtUp: '' });
  });

  it('says where it has caught up, so that one who is sent nothing need not look there again', async () => {
    const world = new World();
    await world.append(5);
    void world.tail.run();
    const reader = world.follow('', async () => []);
    expect(await next(reader)).toEqual({ caughtUp: (await world.store.head())! });
  });

  it('says again that it has caught up only after it fell behind what is shared', async () => {
    const world = new World({ events: 4, size: Infinity });
    void world.tail.run();
    const reader = world.follow();
    await untilCaughtUp(reader);
    for (let n = 0; n < 3; n++) {
      await world.append(1);
      expect(numbersIn(await next(reader))).toEqual([n]);
    }
    // While it does not ask, more comes than is kept for it.
    await world.append(20);
    while (world.tail.after('0000000000000000003') !== undefined) await new Promise(setImmediate);
    expect(await untilCaughtUp(reader)).toEqual(upTo(23, 3));
  });

  it('ends when it should, and when the log is another', async () => {
    const world = new World();
    void world.tail.run();
    const reader = world.follow();
    await untilCaughtUp(reader);
    const coming = next(reader);
    world.stop.abort(new Error('stopped'));
    await expect(coming).rejects.toThrow('stopped');

    const other = new World();
    const subscribe = async function* () {
      throw new InvalidRead('another log');
      yield* [];
    };
    Object.assign(other.store, { subscribe });
    void other.tail.run();
    await expect(untilCaughtUp(other.follow())).rejects.toThrow(InvalidRead);
    expect(other.tail.failed).toBe(true);
  });

  it('gives every reader each event once and in order, however fast they are and whatever is kept', async () => {
    const step = fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ take: fc.nat({ max: 3 }) }),
    );
    const script = fc.array(step, { maxLength: 40 });
    const limits = fc.integer({ min: 1, max: 12 });
    await fc.assert(
      fc.asyncProperty(script, limits, fc.nat({ max: 20 }), async (steps, events, before) => {
        const world = new World({ events, size: Infinity });
        await world.append(before);
        void world.tail.run();
        const readers = [0, 1, 2, 3].map(() => ({ reader: world.follow(), found: [] as number[], told: 0 }));
        let total = before;
        // The last reader takes nothing before the end.
        for (const one of steps) {
          if ('append' in one) await world.append(one.append);
          else {
            const { reader, found } = readers[one.take]!;
            if (one.take < 3 && found.length < total) found.push(...numbersIn(await next(reader)));
          }
          if ('append' in one) total += one.append;
        }
        await world.append(1);
        for (const { reader, found } of readers) {
          while (found.length < total + 1) found.push(...numbersIn(await next(reader)));
          expect(found).toEqual(upTo(total + 1));
        }
        world.stop.abort();
        world.tail.stop();
      }),
      { numRuns: 60 },
    );
  });
});

describe('the shared tail', () => {
  it('keeps no more than it may, by number and by size', async () => {
    const world = new World({ events: 100, size: 200 });
    void world.tail.run();
    await untilCaughtUp(world.follow());
    await world.append(1_000);
    const reader = world.follow();
    await untilCaughtUp(reader);
    const kept = (world.tail as unknown as { events: RecordedEvent[]; size: number }).events;
    expect(kept.reduce((sum, { json }) => sum + json.data.length + json.metadata.length, 0)).toBeLessThanOrEqual(200);
  });
});
