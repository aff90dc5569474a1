import fc from 'fast-check';
import { InvalidEvent } from '../errors.js';
import type { JsonObject } from '../port.js';
import { allOf, errorOf, newEvent, newEvents, take } from './events.js';
import { useLog, type EventStoreHarness } from './harness.js';

const text = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
const value = fc.jsonValue({ stringUnit: 'binary' }).map((json) => JSON.parse(JSON.stringify(json)) as unknown);

/** What is stored is read back exactly, or refused. */
export function describeContent(harness: EventStoreHarness): void {
  describe('content', () => {
    const current = useLog(harness);

    it('is read back as it was given, with its place', async () => {
      const event = newEvent({
        type: 'UnionCalled',
        data: { b: [1, { c: null }], a: '工会' },
        metadata: { by: 'local' },
      });
      const { position } = await current.store.append('case-1', [event], 'no_stream');
      const read = await allOf(current.store.readStream('case-1'));
      // What is parsed when it is asked for is no property of its own.
      expect(read.map((one) => ({ ...one, data: one.data, metadata: one.metadata }))).toEqual([
        {
          ...event,
          stream: 'case-1',
          revision: 0,
          position,
          json: { data: '{"a":"工会","b":[1,{"c":null}]}', metadata: '{"by":"local"}' },
        },
      ]);
    });

    it('is the same whether read from its stream, from the log or from a subscription', async () => {
      const { store } = current;
      await store.append('case-1', newEvents(3), 'no_stream');
      const fromStream = await allOf(store.readStream('case-1'));
      expect(await allOf(store.readAll())).toEqual(fromStream);
      expect(await take(store.subscribe(), 3)).toEqual(fromStream);
    });

    it('of any JSON survives', async () => {
      const { store } = current;
      const events = fc
        .sample(fc.tuple(fc.dictionary(text, fc.oneof(value, text)), fc.dictionary(text, text)), 300)
        .map(([data, metadata]) => newEvent({ data, metadata }));
      await store.append('case-1', events, 'no_stream');
      const read = await allOf(store.readStream('case-1'));
      expect(read.map(({ data, metadata }) => ({ data, metadata }))).toEqual(
        events.map(({ data, metadata }) => ({ data, metadata })),
      );
    });

    it.each<[string, JsonObject]>([
      ['a NUL byte', { 'k\0': 'a\0b' }],
      ['lone surrogates', { '\uDC00': 'a\uD800', b: '\uDFFF' }],
      ['text that looks like an escape', { a: '\\u0000 \\ud800 \\x00 \\\\ " {} , NULL \\.' }],
      ['integers above 2^53', { a: 2 ** 53 + 2, b: -(2 ** 62), c: 12345678901234567000, d: 1e300 }],
      ['fractions', { a: 0.1, b: 5e-324, c: 1.7976931348623157e308 }],
      ['an empty object', {}],
      ['nested emptiness', { a: [], b: {}, c: '', d: null, e: false, f: 0 }],
    ])('with %s is kept exactly', async (_, data) => {
      const { store } = current;
      await store.append('case-1', [newEvent({ data, metadata: data })], 'no_stream');
      expect(await allOf(store.readStream('case-1'))).toMatchObject([{ data, metadata: data }]);
      const [read] = await allOf(store.readAll());
      expect(JSON.stringify(read?.data)).toBe(JSON.stringify(sortedKeys(data)));
    });

    it.each<[string, unknown]>([
      ['bigint', 2n ** 60n],
      ['NaN', NaN],
      ['Infinity', Infinity],
      ['-0', -0],
      ['a Date', new Date(0)],
      ['undefined in an array', [undefined]],
      ['nested toJSON', [{ toJSON: () => 1 }]],
      ['a Map', new Map()],
      ['a function', () => 1],
    ])('with %s is refused, in data and in metadata', async (_, unfit) => {
      const { store } = current;
      for (const part of ['data', 'metadata'] as const) {
        const event = newEvent({ [part]: { nested: { unfit } } });
        expect(await errorOf(store.append('case-1', [event], 'no_stream'))).toBeInstanceOf(InvalidEvent);
      }
      expect(await allOf(store.readAll())).toEqual([]);
    });

    it('takes a key that is undefined for absent', async () => {
      const { store } = current;
      await store.append('case-1', [newEvent({ data: { a: undefined, b: 1 } })], 'no_stream');
      const [read] = await allOf(store.readStream('case-1'));
      expect(Object.keys(read?.data ?? {})).toEqual(['b']);
    });

    it('is taken when append is called: what its writer does with it later changes nothing', async () => {
      const { store } = current;
      const data = { a: 1 };
      const event = newEvent({ data });
      const appending = store.append('case-1', [event], 'no_stream');
      data.a = 2;
      await appending;
      const [read] = await allOf(store.readStream('case-1'));
      expect(read?.data).toEqual({ a: 1 });
      (read!.data as { a: number }).a = 3;
      expect(await allOf(store.readStream('case-1'))).toMatchObject([{ data: { a: 1 } }]);
    });
  });
}

function sortedKeys(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
