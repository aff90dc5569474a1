import fc from 'fast-check';
import { jsonText } from './json-text.js';
import { UnwritableResult } from './path-text.js';

const written = (value: unknown) => [...jsonText(value)].join('');

describe('a result as JSON', () => {
  it('reads as JSON.stringify writes it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(written(value)).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
      }),
    );
  });

  it('makes objects of maps, lists of sets, and what a value says of itself', () => {
    const value = { map: new Map([['a', new Set([1, 2])]]), at: new Date(0), gone: undefined, list: [undefined] };
    expect(JSON.parse(written(value))).toEqual({ map: { a: [1, 2] }, at: '1970-01-01T00:00:00.000Z', list: [null] });
  });

  it('may be as deep as it likes, and hold one thing twice', () => {
    let deep: unknown[] = [];
    for (let depth = 0; depth < 20_000; depth++) deep = [deep];
    let pieces = 0;
    for (const piece of jsonText(deep)) pieces += Math.sign(piece.length);
    expect(pieces).toBeGreaterThan(20_000);
    const twice = { n: 1 };
    expect(JSON.parse(written([twice, { twice }]))).toEqual([{ n: 1 }, { twice: { n: 1 } }]);
  });

  const circular: { rows: unknown[] } = { rows: [{ n: 1 }] };
  (circular.rows[0] as { back?: unknown }).back = circular.rows;
  const itself: { me?: unknown } = {};
  itself.me = itself;
  it.each([
    [circular, 'rows[0].back refers back to rows, which holds it'],
    [itself, 'me refers back to the result, which holds it'],
    [{ a: { 'b c': [NaN] } }, 'a["b c"][0] is NaN, which JSON has no number for'],
    [Infinity, 'the result is Infinity'],
    [{ n: 10n }, 'n is a bigint'],
    [{ f: () => 0 }, 'f is a function'],
    [[new Map([[{}, 1]])], '[0] is a Map with keys that are no texts'],
  ])('refuses what it would lose: %#', (value, reason) => {
    expect(() => written(value)).toThrow(UnwritableResult);
    expect(() => written(value)).toThrow(reason);
  });
});
