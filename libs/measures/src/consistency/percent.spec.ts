import fc from 'fast-check';
import { roundings } from '../test-support/generated-tallies.js';
import { countsGiving, isPercentOf, parsePercent, percentText } from './percent.js';

const fits = (printed: string, numerator: number, denominator: number) =>
  isPercentOf(parsePercent(printed), numerator, denominator);

const counts = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), fc.nat(3))
  .map(([denominator, numerator, digits]) => ({ denominator, numerator: numerator % (denominator + 1), digits }));

describe('a printed percentage', () => {
  // By Python's decimal, quantized with ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_FLOOR and ROUND_CEILING.
  it.each([
    [47, 127, ['37', '38'], '37.0'],
    [1, 8, ['12', '13'], '12.5'],
    [3, 8, ['37', '38'], '37.5'],
    [1, 3, ['33.3', '33.4'], '33.33'],
    [2, 3, ['66.66', '66.67'], '66.667'],
    [7, 77, ['9', '10'], '9.1'],
    [1, 1000, ['0', '1'], '0.1'],
    [999, 1000, ['99', '100'], '99.9'],
  ])('of %i in %i may be one of two', (numerator, denominator, [down, up], exact) => {
    const { units, digits } = parsePercent(down!);
    expect(parsePercent(up!)).toEqual({ units: units + 1n, digits });
    for (const printed of [down!, up!]) expect(fits(printed, numerator, denominator)).toBe(true);
    expect(isPercentOf({ units: units - 1n, digits }, numerator, denominator)).toBe(false);
    expect(isPercentOf({ units: units + 2n, digits }, numerator, denominator)).toBe(false);
    expect(percentText(numerator, denominator, digits + 1)).toBe(exact);
  });

  it('is of a count when some rounding makes it of that count, and else not', () => {
    fc.assert(
      fc.property(counts, fc.nat(4), ({ denominator, numerator, digits }, away) => {
        const printed = roundings(numerator, denominator, digits);
        const units = parsePercent(printed[2]!).units + BigInt(away) - 2n;
        fc.pre(units >= 0n);
        const text = (Number(units) / 10 ** digits).toFixed(digits);
        expect(fits(text, numerator, denominator)).toBe(printed.includes(text));
      }),
    );
  });

  it('that is exact is no other', () => {
    expect(['24', '25', '26'].map((printed) => fits(printed, 1, 4))).toEqual([false, true, false]);
    expect(fits('100', 3, 3)).toBe(true);
    expect(fits('0', 0, 3)).toBe(true);
  });

  it('is held to the digits that are printed', () => {
    expect(fits('37', 47, 127)).toBe(true);
    expect(fits('37.0', 47, 127)).toBe(true);
    expect(fits('37.00', 47, 127)).toBe(true);
    expect(fits('37.10', 47, 127)).toBe(false);
    expect(fits('37.000', 47, 127)).toBe(false);
  });

  it('is of nothing where there is nothing', () => {
    expect(fits('0', 0, 0)).toBe(false);
    expect(countsGiving(parsePercent('0'), 0)).toBeNull();
  });

  it('tells from which count to which it may be of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(1200), fc.nat(1), (denominator, units, digits) => {
        const percent = { units: BigInt(units), digits };
        const all = Array.from({ length: denominator + 1 }, (_, count) => count);
        const giving = all.filter((count) => isPercentOf(percent, count, denominator));
        const expected = giving.length > 0 ? { first: giving[0], last: giving.at(-1) } : null;
        expect(countsGiving(percent, denominator)).toEqual(expected);
      }),
    );
  });

  it.each(['', '-1', '1e2', '.5', '5.', '1,5', '32 %', '1234567'])('is not %j', (text) => {
    expect(() => parsePercent(text)).toThrow(RangeError);
  });
});
