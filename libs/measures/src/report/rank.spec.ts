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
