import fc from 'fast-check';
import type { Figures } from './figures.js';
import { rankGroups } from './rank.js';

const figures = (low: number | null, ciLow: number | null, ciHigh: number | null): Figures => ({
  incidence: {},
  median: { low, high: low, ci: { low: ciLow, high: ciHigh } },
  restrictedMean: { horizon: 30, low: 0, high: 0, ci: { low: 0, high: 0 } },
});

describe('the places of groups', () => {
  it('are told where their intervals stand apart', () => {
    const ranks = rankGroups([figures(20, 15, 30), figures(2, 1, 3), figures(9, 8, 10)]);
    expect(ranks).toEqual([
      { best: 3, worst: 3 },
      { best: 1, worst: 1 },
      { best: 2, worst: 2 },
    ]);
  });

  it('are shared where their intervals overlap, be it in one point', () => {
    expect(rankGroups([figures(2, 1, 5), figures(6, 5, 9), figures(20, 10, 30)])).toEqual([
      { best: 1, worst: 2 },
      { best: 1, worst: 2 },
      { best: 3, worst: 3 },
    ]);
  });

  it('count those that are certainly quicker, and certainly slower', () => {
    const limits = fc.tuple(fc.nat(6), fc.nat(6), fc.constantFrom(0, 0, null));
    fc.assert(
      fc.property(fc.array(limits, { minLength: 2, maxLength: 12 }), (told) => {
        const spans = told.map(([low, more, none]) => ({ low, high: none === null ? Infinity : low + more }));
        const ranks = rankGroups(spans.map(({ low, high }) => figures(low, low, high === Infinity ? null : high)));
        const pairwise = spans.map((own) => ({
          best: 1 + spans.filter(({ high }) => high < own.low).length,
          worst: spans.length - spans.filter(({ low }) => low > own.high).length,
        }));
        expect(ranks).toEqual(pairwise);
      }),
    );
  });

  it('are not given to a group without figures, nor to one alone', () => {
    expect(rankGroups([figures(1, 1, 1), null])).toEqual([null, null]);
    expect(rankGroups([])).toEqual([]);
  });

  it('put last whoever is not known to reach the median, and first nobody whose lower limit is not known', () => {
    const [never, unknown, quick] = rankGroups([figures(null, null, null), figures(4, null, 9), figures(1, 1, 2)]);
    expect(never).toEqual({ best: 3, worst: 3 });
    expect([unknown, quick]).toEqual([
      { best: 1, worst: 2 },
      { best: 1, worst: 2 },
    ]);
  });
});
