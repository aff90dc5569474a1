import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { InvalidEvent } from './errors.js';
import type { JsonObject } from './port.js';

const canonical = (value: unknown) => canonicalJson(value as JsonObject, 'data');

/** A JSON value as a parser gives it, without -0; strings of any UTF-16 code units, lone surrogates and NUL included. */
const text = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
const jsonValue = fc.jsonValue({ stringUnit: 'binary' }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const jsonObject = fc.dictionary(text, fc.oneof(jsonValue, text));

/** The plainest way to say what canonical means. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${sorted(member)}`).join(',')}}`;
}

describe('canonical JSON', () => {
  it('sorts keys by code unit at every level and otherwise writes what JSON.stringify writes', () => {
    fc.assert(fc.property(jsonObject, (value) => expect(canonical(value)).toBe(sorted(value))));
  });

  it('gives the value back when parsed', () => {
    fc.assert(fc.property(jsonObject, (value) => expect(JSON.parse(canonical(value))).toEqual(value)));
  });

  it('is one text for every order in which keys were written', () => {
    fc.assert(
      fc.property(jsonObject, (value) => {
        expect(canonical(Object.fromEntries(Object.entries(value).reverse()))).toBe(canonical(value));
      }),
    );
  });

  it('keeps numbers above 2^53 as the doubles that they are', () => {
    for (const number of [2 ** 53, 2 ** 53 + 2, 2 ** 63, 1e21, Number.MAX_VALUE, Number.MIN_VALUE, -(2 ** 60)]) {
      expect(JSON.parse(canonical({ number }))).toEqual({ number });
    }
  });

  it('keeps NUL bytes and lone surrogates, escaped', () => {
    const value = { 'a\0b\uD800': 'x\0\uDFFF' };
    expect(canonical(value)).toBe('{"a\\u0000b\\ud800":"x\\u0000\\udfff"}');
    expect(JSON.parse(canonical(value))).toEqual(value);
  });

  it('takes instances of ordinary classes and absent keys', () => {
    class Content {
      b = 1;
      a: string | undefined = undefined;
      get c() {
        return 2;
      }
    }
    expect(canonical(new Content())).toBe('{"b":1}');
  });

  it('sorts many keys as it sorts few, and escapes long texts as short ones', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${(n * 7) % 300}`, 'x"'.repeat(n * 20)]));
    expect(canonical(many)).toBe(sorted(many));
  });

  it('keeps a key named __proto__', () => {
    expect(canonical(JSON.parse('{"__proto__":{"x":1},"a":2}'))).toBe('{"__proto__":{"x":1},"a":2}');
  });

  it.each<[string, unknown, string]>([
    ['undefined in an array', { list: [1, undefined] }, 'data.list[1] is undefined'],
    ['a hole in an array', { list: [1, , 2] }, 'data.list[1] is undefined'],
    ['bigint', { deep: { amount: 1n } }, 'data.deep.amount is bigint'],
    ['NaN', { a: NaN }, 'data.a is NaN'],
    ['Infinity', { a: [-Infinity] }, 'data.a[0] is -Infinity'],
    ['-0', { a: -0 }, 'data.a is -0'],
    ['a function', { a: () => 1 }, 'data.a is function'],
    ['a symbol', { a: Symbol('s') }, 'data.a is symbol'],
    ['a Date', { at: new Date(0) }, 'data.at is an object with toJSON'],
    ['toJSON in depth', { a: [{ b: { toJSON: () => 1 } }] }, 'data.a[0].b is an object with toJSON'],
    ['a Map', { a: new Map([[1, 2]]) }, 'data.a is [object Map]'],
    ['a Set', { a: new Set([1]) }, 'data.a is [object Set]'],
    ['a regular expression', { a: /x/ }, 'data.a is [object RegExp]'],
    ['bytes', { a: new Uint8Array(2) }, 'data.a is [object Uint8Array]'],
    ['a boxed number', { a: Object(1) }, 'data.a is [object Number]'],
    ['an Error', { a: new Error('x') }, 'data.a is [object Error]'],
    ['an array at the top', [], 'data is no JSON object'],
    ['null at the top', null, 'data is no JSON object'],
    ['text at the top', 'x', 'data is no JSON object'],
    ['undefined at the top', undefined, 'data is no JSON object'],
  ])('refuses %s and says where', (_, value, message) => {
    expect(() => canonical(value)).toThrow(InvalidEvent);
    expect(() => canonical(value)).toThrow(message);
  });

  it('refuses a circular value', () => {
    const circular: Record<string, unknown> = {};
    circular.list = [{ circular }];
    expect(() => canonical(circular)).toThrow(InvalidEvent);
  });

  it('keeps a hundred levels and refuses one more', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'leaf' : { in: nested(levels - 1) });
    expect(JSON.parse(canonical(nested(100)))).toEqual(nested(100));
    expect(() => canonical(nested(101))).toThrow('deeper than 100 levels');
  });
});
