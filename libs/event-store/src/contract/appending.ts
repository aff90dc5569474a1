import {
  EventTooLarge,
  InvalidAppend,
  InvalidEvent,
  MAX_APPEND_BYTES,
  StoreUnavailable,
  WrongExpectedRevision,
} from '../errors.js';
import type { NewEvent } from '../port.js';
import { countedBy } from '../position-shape.js';
import { allOf, errorOf, idsOf, newEvent, newEvents } from './events.js';
import { useLog, type EventStoreHarness } from './harness.js';

/** Expected revisions, atomicity, sizes, names. */
export function describeAppending(harness: EventStoreHarness): void {
  describe('appending', () => {
    const current = useLog(harness);

    it('starts a stream at revision 0 and goes on from the revision it names', async () => {
      const { store } = current;
      const first = await store.append('case-1', newEvents(1), 'no_stream');
      const second = await store.append('case-1', newEvents(3), first.revision);
      expect([first.revision, second.revision]).toEqual([0, 3]);
      expect(second.position > first.position).toBe(true);
    });

    it('answers with the revision and position of the last event, as it is read later', async () => {
      const { store } = current;
      const appended = await store.append('case-1', newEvents(3), 'no_stream');
      const [last] = await allOf(store.readStream('case-1', { direction: 'backwards', limit: 1 }));
      expect({ revision: last?.revision, position: last?.position }).toEqual(appended);
      expect(await store.head()).toBe(appended.position);
      expect(countedBy(appended.position)?.unit).toBe(store.unit);
    });

    it.each([
      ['no_stream on a stream that exists', 'no_stream', 2],
      ['a revision already passed', 1, 2],
      ['a revision not yet reached', 3, 2],
    ] as const)('refuses %s, telling both revisions', async (_, expected, actual) => {
      const { store } = current;
      await store.append('case-1', newEvents(3), 'no_stream');
      const error = await errorOf(store.append('case-1', newEvents(1), expected));
      expect(error).toBeInstanceOf(WrongExpectedRevision);
      expect(error).toMatchObject({ stream: 'case-1', expected, actual, name: 'WrongExpectedRevision' });
      expect(await allOf(store.readStream('case-1'))).toHaveLength(3);
    });

    it('refuses a revision on an unknown stream', async () => {
      const error = await errorOf(current.store.append('case-1', newEvents(1), 0));
      expect(error).toBeInstanceOf(WrongExpectedRevision);
      expect(error).toMatchObject({ expected: 0, actual: 'no_stream' });
    });

    it('stores all events of an append or none', async () => {
      const { store } = current;
      const unfit = [newEvent(), newEvent({ data: { amount: 1n } })];
      expect(await errorOf(store.append('case-1', unfit, 'no_stream'))).toBeInstanceOf(InvalidEvent);
      expect(await allOf(store.readAll())).toEqual([]);
      await store.append('case-1', newEvents(1), 'no_stream');
      await errorOf(store.append('case-1', newEvents(50), 'no_stream'));
      expect(await allOf(store.readAll())).toHaveLength(1);
    });

    it('refuses an append of no events', async () => {
      expect(await errorOf(current.store.append('case-1', [], 'no_stream'))).toBeInstanceOf(InvalidAppend);
    });

    it('refuses the same id twice in one append', async () => {
      const event = newEvent();
      expect(await errorOf(current.store.append('case-1', [event, event], 'no_stream'))).toBeInstanceOf(InvalidAppend);
    });

    it.each(['not-a-uuid', '', '0190d3e4-5f6a-7b8c-9d0e-1f2a3b4c5d6', '{0190d3e4-5f6a-7b8c-9d0e-1f2a3b4c5d6e}'])(
      'refuses the id %j',
      async (id) => {
        const append = current.store.append('case-1', [newEvent({ id })], 'no_stream');
        expect(await errorOf(append)).toBeInstanceOf(InvalidEvent);
      },
    );

    it.each(['', '$all', 'a\0b', 'a\nb', 'a\uD800', 'x'.repeat(201)])('refuses %j as a name', async (name) => {
      const { store } = current;
      expect(await errorOf(store.append(name, newEvents(1), 'no_stream'))).toBeInstanceOf(InvalidAppend);
      const misnamed = store.append('case-1', [newEvent({ type: name })], 'no_stream');
      expect(await errorOf(misnamed)).toBeInstanceOf(InvalidEvent);
    });

    it.each([-1, 0.5, NaN, 2 ** 53])('refuses %p as an expected revision', async (expected) => {
      expect(await errorOf(current.store.append('case-1', newEvents(1), expected))).toBeInstanceOf(InvalidAppend);
    });

    it('takes names in any script, and quotes in them', async () => {
      const { store } = current;
      const event = newEvent({ type: '工会"\\{},\'' });
      await store.append('案件-1 "\\{},\'', [event], 'no_stream');
      expect(await allOf(store.readStream('案件-1 "\\{},\''))).toMatchObject([event]);
    });

    it('tells streams apart that differ in case, in a trailing blank or in composition', async () => {
      const { store } = current;
      for (const stream of ['case-é', 'case-e\u0301', 'Case-é', 'case-é ']) {
        expect((await store.append(stream, newEvents(1), 'no_stream')).revision).toBe(0);
      }
    });

    it('takes an append of exactly 1 MiB and refuses one byte more', async () => {
      const { store } = current;
      const fitting = sized(MAX_APPEND_BYTES);
      await store.append('case-1', fitting, 'no_stream');
      const error = await errorOf(store.append('case-2', sized(MAX_APPEND_BYTES + 1), 'no_stream'));
      expect(error).toBeInstanceOf(EventTooLarge);
      expect(error).toMatchObject({ stream: 'case-2', bytes: MAX_APPEND_BYTES + 1 });
      expect(await allOf(store.readAll())).toMatchObject(fitting);
    });

    it('counts the bytes of all events of an append together, and characters as UTF-8', async () => {
      const { store } = current;
      const halves = [...sized(MAX_APPEND_BYTES / 2, '工'), ...sized(MAX_APPEND_BYTES / 2)];
      await store.append('case-1', halves, 'no_stream');
      const more = [...sized(MAX_APPEND_BYTES / 2, '工'), ...sized(MAX_APPEND_BYTES / 2 + 1)];
      expect(await errorOf(store.append('case-2', more, 'no_stream'))).toBeInstanceOf(EventTooLarge);
      expect(await allOf(store.readAll())).toMatchObject(halves);
    });

    it('refuses what comes after close', async () => {
      const { store } = current;
      await store.close();
      expect(await errorOf(store.append('case-1', newEvents(1), 'no_stream'))).toBeInstanceOf(StoreUnavailable);
      expect(await errorOf(store.appendMany([]))).toBeInstanceOf(StoreUnavailable);
    });

    it('finishes appends in flight before it is closed', async () => {
      const { log, store } = current;
      const appends = Array.from({ length: 20 }, (_, n) => store.append(`case-${n}`, newEvents(1), 'no_stream'));
      await store.close();
      const positions = (await Promise.all(appends)).map((appended) => appended.position);
      expect((await allOf((await log.connect()).readAll())).map((event) => event.position)).toEqual(positions.sort());
    });
  });

  describe('many appends in one call', () => {
    const current = useLog(harness);

    it('gives each its own result', async () => {
      const { store } = current;
      await store.append('case-2', newEvents(2), 'no_stream');
      const outcomes = await store.appendMany([
        { stream: 'case-1', events: newEvents(2), expected: 'no_stream' },
        { stream: 'case-2', events: newEvents(1), expected: 'no_stream' },
        { stream: 'case-3', events: [], expected: 'no_stream' },
        { stream: 'case-4', events: [newEvent({ data: { x: NaN } })], expected: 'no_stream' },
        { stream: 'case-5', events: newEvents(1), expected: 'no_stream' },
        { stream: 'case-6', events: sized(MAX_APPEND_BYTES + 1), expected: 'no_stream' },
      ]);
      expect(outcomes).toEqual([
        { ok: true, appended: { revision: 1, position: expect.any(String) } },
        { ok: false, error: expect.any(WrongExpectedRevision) },
        { ok: false, error: expect.any(InvalidAppend) },
        { ok: false, error: expect.any(InvalidEvent) },
        { ok: true, appended: { revision: 0, position: expect.any(String) } },
        { ok: false, error: expect.any(EventTooLarge) },
      ]);
      const streams = (await allOf(store.readAll())).map((event) => event.stream);
      expect(streams.sort()).toEqual(['case-1', 'case-1', 'case-2', 'case-2', 'case-5']);
    });

    it('does several appends to one stream in the order given', async () => {
      const { store } = current;
      const [a, b, c, d] = [newEvents(2), newEvents(1), newEvents(3), newEvents(1)] as [
        NewEvent[],
        NewEvent[],
        NewEvent[],
        NewEvent[],
      ];
      const outcomes = await store.appendMany([
        { stream: 'case-1', events: a, expected: 'no_stream' },
        { stream: 'case-2', events: b, expected: 'no_stream' },
        { stream: 'case-1', events: c, expected: 1 },
        { stream: 'case-1', events: newEvents(1), expected: 1 },
        { stream: 'case-1', events: d, expected: 4 },
      ]);
      expect(outcomes.map((outcome) => (outcome.ok ? outcome.appended.revision : outcome.error.name))).toEqual([
        1,
        0,
        4,
        'WrongExpectedRevision',
        5,
      ]);
      expect(idsOf(await allOf(store.readStream('case-1')))).toEqual(idsOf([...a, ...c, ...d]));
      expect(idsOf(await allOf(store.readStream('case-2')))).toEqual(idsOf(b));
    });

    it('goes on with a stream after an append to it that was refused or recorded before', async () => {
      const { store } = current;
      const [before, wrong, next, last] = [newEvents(1), newEvents(1), newEvents(1), newEvents(1)] as const;
      await store.append('case-1', before, 'no_stream');
      const outcomes = await store.appendMany([
        { stream: 'case-1', events: before, expected: 'no_stream' },
        { stream: 'case-1', events: next, expected: 0 },
        { stream: 'case-1', events: wrong, expected: 5 },
        { stream: 'case-1', events: last, expected: 1 },
      ]);
      expect(outcomes.map((outcome) => (outcome.ok ? outcome.appended.revision : outcome.error.name))).toEqual([
        0,
        1,
        'WrongExpectedRevision',
        2,
      ]);
      expect(idsOf(await allOf(store.readStream('case-1')))).toEqual(idsOf([...before, ...next, ...last]));
    });

    it('answers a call with no appends', async () => {
      expect(await current.store.appendMany([])).toEqual([]);
    });

    it('takes many megabytes in one call', async () => {
      const { store } = current;
      const appends = Array.from({ length: 12 }, (_, n) => ({
        stream: `case-${n}`,
        events: sized(MAX_APPEND_BYTES),
        expected: 'no_stream' as const,
      }));
      const outcomes = await store.appendMany(appends);
      expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
      expect(await allOf(store.readAll())).toHaveLength(12);
    });

    it('takes thousands of streams in one call', async () => {
      const { store } = current;
      const appends = Array.from({ length: 5000 }, (_, n) => ({
        stream: `case-${n}`,
        events: newEvents(2),
        expected: 'no_stream' as const,
      }));
      const outcomes = await store.appendMany(appends);
      expect(outcomes.every((outcome) => outcome.ok && outcome.appended.revision === 1)).toBe(true);
      const events = await allOf(store.readAll());
      expect(idsOf(events)).toEqual(idsOf(appends.flatMap((append) => append.events)));
    });
  });
}

/** One event of so many bytes as MAX_APPEND_BYTES counts them, filled with a character. */
function sized(bytes: number, filling = 'x'): NewEvent[] {
  const width = Buffer.byteLength(filling);
  const empty = newEvent({ type: 'T', data: { text: '' }, metadata: {} });
  const room = bytes - JSON.stringify(empty.data).length - '{}'.length - 2 * 'T'.length;
  const text = filling.repeat(Math.floor(room / width)) + 'y'.repeat(room % width);
  return [{ ...empty, data: { text } }];
}
