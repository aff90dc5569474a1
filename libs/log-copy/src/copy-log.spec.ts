import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { eventsOf, MemoryEventStore, type EventStore, type RecordedEvent } from '#event-store';
import { compareLogs } from './compare-logs.js';
import { copyLog } from './copy-log.js';
import { fillRandomly, randomEvent } from './test-support/random-log.js';
import { HinderedStore, type Fate } from './test-support/hindered-store.js';

const plans = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 150, size: 'max' });
const fates = fc.array(fc.constantFrom<Fate[]>('stored', 'stored', 'stored', 'lost', 'stored_unheard'), {
  maxLength: 20,
  size: 'max',
});
/** Whether copies after failures had the order of their source. */
const orders = new Set<boolean>();

/** @param turn what becomes of the nth append, given what the plan has for it */
function hindered(store: EventStore, plan: readonly Fate[], turn = (fate: Fate, _asked: number): Fate => fate) {
  let asked = 0;
  // The last of each round gets through, or nothing ever would.
  const round: Fate[] = [...plan, 'stored'];
  return new HinderedStore(store, () => turn(round[asked % round.length]!, asked++));
}

async function logOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of eventsOf(store.readAll())) events.push(event);
  return events;
}

const withoutPositions = (events: readonly RecordedEvent[]) => events.map(({ position: _, ...event }) => event);

async function streamsOf(store: EventStore): Promise<Map<string, object[]>> {
  const streams = new Map<string, object[]>();
  for (const event of withoutPositions(await logOf(store))) {
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
  }
  return new Map([...streams].sort(([a], [b]) => (a < b ? -1 : 1)));
}

class Killed extends Error {}

describe('a copy of a log', () => {
  it('has the same events in the same order, to the byte', () =>
    fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
        await fillRandomly(source, plan);
        const events = await logOf(source);
        expect(await copyLog(source, target)).toEqual({
          found: 0,
          copied: events.length,
          complete: true,
          disordered: false,
        });
        expect(withoutPositions(await logOf(target))).toEqual(withoutPositions(events));
        const comparison = await compareLogs(source, target);
        expect(comparison).toMatchObject({ identical: true, difference: undefined, disorder: undefined });
        expect(comparison.target).toEqual(comparison.source);
        expect(comparison.source.streams).toBe(new Set(events.map(({ stream }) => stream)).size);
      }),
      { numRuns: 50 },
    ));

  it('goes on where it was killed, however often: nothing twice, nothing lost', () =>
    fc.assert(
      fc.asyncProperty(plans, fc.array(fc.nat(40), { maxLength: 6, size: 'max' }), async (plan, kills) => {
        const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
        await fillRandomly(source, plan);
        for (const kill of kills) {
          let left = kill;
          const killing = new HinderedStore(target, () => {
            if (left-- <= 0) throw new Killed();
            return 'stored';
          });
          await copyLog(source, killing).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
        }
        expect(await copyLog(source, target)).toMatchObject({ complete: true, disordered: false });
        expect(await copyLog(source, target)).toMatchObject({ copied: 0, complete: true });
        expect(await compareLogs(source, target)).toMatchObject({ identical: true });
      }),
      { numRuns: 50 },
    ));

  it('tells when a failure has let streams overtake each other, each being whole and in order', () =>
    fc.assert(
      fc.asyncProperty(plans, fates, fates, fc.nat(60), async (plan, first, second, killAt) => {
        const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
        await fillRandomly(source, plan, 50);
        // A kill in the middle of a window: of what was sent, some arrives.
        const killed = hindered(target, first, (fate, asked) => {
          if (asked >= killAt && fate === 'lost') throw new Killed();
          return 'stored';
        });
        await copyLog(source, killed).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
        const { disordered, complete } = await copyLog(source, hindered(target, second));
        expect(complete).toBe(true);
        expect(await streamsOf(target)).toEqual(await streamsOf(source));
        const { identical, disorder, difference } = await compareLogs(source, target);
        expect(difference).toBeUndefined();
        expect(disordered).toBe(!identical);
        expect(disorder !== undefined).toBe(!identical);
        orders.add(identical);
      }),
      { numRuns: 15 },
    ));

  it('was put to both tests above: order kept, and order disturbed', () => {
    expect(orders).toEqual(new Set([true, false]));
  });

  it('follows the source until it is told to stop', async () => {
    const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
    await fillRandomly(source, [1, 2, 3, 4, 5, 6]);
    const stop = new AbortController();
    const caughtUp: number[] = [];
    let wake = (): void => undefined;
    const copying = copyLog(source, target, {
      follow: true,
      signal: stop.signal,
      onCaughtUp: (events) => {
        caughtUp.push(events);
        wake();
      },
    });
    const until = async (events: number) => {
      while (caughtUp.at(-1) !== events) await new Promise<void>((resolve) => (wake = resolve));
    };
    const before = (await logOf(source)).length;
    await until(before);
    for (let n = 0; n < 20; n++) await source.append(`case-late-${n}`, [randomEvent(n)], 'no_stream');
    await until(before + 20);
    stop.abort();
    expect(await copying).toEqual({ found: 0, copied: before + 20, complete: true, disordered: false });
    expect(await compareLogs(source, target)).toMatchObject({ identical: true });
  });

  it('stops at the end of a window when it is told to, and says that it is not complete', async () => {
    const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
    for (let n = 0; n < 5; n++) {
      const events = Array.from({ length: 1_000 }, (_, index) => randomEvent(index));
      await source.append(`case-${n}`, events, 'no_stream');
    }
    for (const follow of [false, true]) {
      const stop = new AbortController();
      const stopping = new HinderedStore(target, () => {
        stop.abort();
        return 'stored';
      });
      const { complete, copied } = await copyLog(source, stopping, { follow, signal: stop.signal });
      expect(complete).toBe(false);
      expect(copied).toBeGreaterThan(0);
    }
    expect(await copyLog(source, target)).toMatchObject({ complete: true });
    expect(await compareLogs(source, target)).toMatchObject({ identical: true });
  });

  it('keeps large events and long streams within what an append may hold', async () => {
    const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
    const large = () => ({ ...randomEvent(1), data: { text: '欠'.repeat(300_000) } });
    let expected: number | 'no_stream' = 'no_stream';
    for (let n = 0; n < 6; n++) expected = (await source.append('case-large', [large()], expected)).revision;
    await source.append(
      'case-long',
      Array.from({ length: 2_345 }, (_, n) => randomEvent(n)),
      'no_stream',
    );
    await copyLog(source, target);
    expect(await compareLogs(source, target)).toMatchObject({ identical: true, source: { events: 2_351, streams: 2 } });
  });

  it('copies an empty log', async () => {
    const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
    expect(await copyLog(source, target)).toEqual({ found: 0, copied: 0, complete: true, disordered: false });
    expect(await compareLogs(source, target)).toMatchObject({ identical: true, target: { events: 0, streams: 0 } });
  });

  it('keeps events apart that have the same id in different streams', async () => {
    const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
    const event = randomEvent(1);
    await source.append('case-1', [event], 'no_stream');
    await source.append('case-2', [event], 'no_stream');
    await copyLog(source, target);
    expect(await compareLogs(source, target)).toMatchObject({ identical: true, target: { events: 2 } });
  });
});

describe('a target that is no copy of the source', () => {
  let source: MemoryEventStore;
  let target: MemoryEventStore;

  beforeEach(async () => {
    [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
    for (let n = 0; n < 3; n++) await source.append(`case-${n}`, [randomEvent(n), randomEvent(n)], 'no_stream');
    await copyLog(source, target);
  });

  async function refused(message: RegExp): Promise<void> {
    const before = await logOf(target);
    await expect(copyLog(source, target)).rejects.toMatchObject({ name: 'NotACopy', message });
    expect(await logOf(target)).toEqual(before);
    expect(await compareLogs(source, target)).toMatchObject({ identical: false, difference: expect.anything() });
  }

  const matching = (message: string) => expect.stringContaining(message) as unknown as RegExp;

  it('is refused for an event of its own behind the source', async () => {
    await target.append('case-2', [randomEvent(9)], 1);
    await refused(matching('where the source ends, the target has revision 2 of case-2'));
  });

  it('is refused for an event of its own in between', async () => {
    await target.append('case-own', [randomEvent(9)], 'no_stream');
    await source.append('case-2', [randomEvent(8)], 1);
    await refused(matching('where the source has revision 2 of case-2 (position 0000000000000000007), the target has'));
  });

  it.each(['id', 'type', 'data', 'metadata'] as const)('is refused for another %s', async (field) => {
    const event = randomEvent(5);
    const other = { ...event, [field]: { id: randomUUID(), type: 'Other', data: {}, metadata: {} }[field] };
    await source.append('case-2', [event], 1);
    await target.append('case-2', [other], 1);
    await refused(matching(`revision 2 of case-2 differs in ${field}`));
  });

  it('is refused, when it is another log altogether, at its first event', async () => {
    [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
    await fillRandomly(
      source,
      Array.from({ length: 3_000 }, (_, n) => n),
    );
    await target.append('case-own', [randomEvent(9)], 'no_stream');
    await refused(
      matching('where the source has revision 0 of union-0 (position 0000000000000000001), the target has'),
    );
  });

  it('is told of when somebody else writes to it meanwhile', async () => {
    await source.append('case-2', [randomEvent(8)], 1);
    const shared = new HinderedStore(target, () => {
      void target.append('case-2', [randomEvent(9)], 1);
      return 'stored';
    });
    await expect(copyLog(source, shared)).rejects.toMatchObject({
      name: 'TargetChanged',
      message: 'somebody else writes to the target: stream case-2 is at 2, not at 1',
    });
  });
});

describe('a comparison of two logs', () => {
  it('says where the target ends before the source', async () => {
    const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
    await fillRandomly(source, [1, 2, 3]);
    await copyLog(source, target);
    await source.append('case-late', [randomEvent(1)], 'no_stream');
    expect(await compareLogs(source, target)).toMatchObject({
      identical: false,
      source: { events: 4 },
      target: { events: 3 },
      difference: { source: { stream: 'case-late', revision: 0 }, target: undefined },
    });
  });

  it('tells the same digest for ever', async () => {
    const store = new MemoryEventStore();
    const event = { id: '00000000-0000-7000-8000-000000000001', type: 'Noted', data: { b: '欠', a: 1 }, metadata: {} };
    await store.append('case-1', [event], 'no_stream');
    const { source } = await compareLogs(store, new MemoryEventStore());
    // printf '["case-1",0,"00000000-0000-7000-8000-000000000001","Noted"]\n{"a":1,"b":"欠"}\n{}\n' | sha256sum
    expect(source.digest).toBe('399fe12d9f3b51698aea7d42369974f834c7d873995b98a1304601f76479d03b');
  });
});
