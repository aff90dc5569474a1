import fc from 'fast-check';
import { Counts } from './counts.js';
import { estimateParts, estimateShare } from './share.js';

const whole = fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 20 });
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('a share', () => {
  it('has a percentage and an interval in percent, rounded outwards', () => {
    // R: prop.test(3, 14, correct = FALSE) gives 0.0757139 to 0.4758923.
    expect(estimateShare(3, 14)).toEqual({ percent: 21.4, ci: { low: 7.5, high: 47.6 } });
    expect(estimateShare(0, 5)).toMatchObject({ percent: 0, ci: { low: 0 } });
    expect(estimateShare(5, 5)).toMatchObject({ percent: 100, ci: { high: 100 } });
  });

  it('of fewer than five is no estimate', () => {
    expect(estimateShare(4, 4)).toEqual({ percent: null, ci: null });
    expect(estimateShare(0, 0)).toEqual({ percent: null, ci: null });
    expect(estimateParts([2, 2])).toEqual(Array(2).fill({ percent: null, ci: null }));
  });

  it('lies within its interval, however it was rounded', () => {
    fc.assert(
      fc.property(whole, (parts) => {
        for (const { percent, ci } of estimateParts(parts)) {
          if (sum(parts) < 5) expect({ percent, ci }).toEqual({ percent: null, ci: null });
          else expect(ci!.low <= percent! && percent! <= ci!.high).toBe(true);
        }
      }),
    );
  });

  it('adds up to 100 % with the other parts of its whole', () => {
    fc.assert(
      fc.property(whole, (parts) => {
        fc.pre(sum(parts) >= 5);
        expect(sum(estimateParts(parts).map(({ percent }) => Math.round(10 * percent!)))).toBe(1000);
      }),
    );
  });
});

describe('counts', () => {
  const counted = Object.entries({ 'reason.a': 3, all: 12 });
  const counts = new Counts(new Map(counted), (figure) => `/facts/${figure}`);

  it('name the figure, the one that it is a part of, and where its facts are', () => {
    expect(counts.shares('reason', ['a', 'b'], 'all')).toMatchObject({
      a: { figure: 'reason.a', n: 3, base: 'all', of: 12, percent: 25, drillDown: '/facts/reason.a' },
      b: { figure: 'reason.b', n: 0, base: 'all', of: 12, percent: 0 },
    });
    expect(counts.total('all')).toMatchObject({ n: 12, base: null, of: null, percent: null, ci: null });
  });

  it('tell which labels were counted at all', () => {
    expect(counts.labels('reason', ['b', 'a'])).toEqual(['a']);
  });
});
