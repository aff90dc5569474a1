import fc from 'fast-check';
import { percentages } from './percentages.js';

const inTenths = (percent: number | null) => Math.round(percent! * 10);

describe('percentages', () => {
  it('add up to exactly 100, each within a tenth of the share it stands for', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 1, maxLength: 6 }), (parts) => {
        const whole = parts.reduce((sum, part) => sum + part, 0);
        fc.pre(whole > 0);
        const shown = percentages(parts);
        expect(shown.map(inTenths).reduce((sum, tenths) => sum + tenths)).toBe(1000);
        shown.forEach((percent, index) => {
          expect(percent).toBe(inTenths(percent) / 10);
          expect(Math.abs(percent! - (100 * parts[index]!) / whole)).toBeLessThan(0.1);
        });
      }),
    );
  });

  it('give what rounding leaves to the largest remainder', () => {
    expect(percentages([3, 8, 3])).toEqual([21.4, 57.2, 21.4]);
    expect(percentages([1, 1, 1])).toEqual([33.4, 33.3, 33.3]);
    expect(percentages([0, 7])).toEqual([0, 100]);
  });

  it('are unknown of nothing', () => {
    expect(percentages([0, 0])).toEqual([null, null]);
  });
});
