import fc from 'fast-check';
import { cumulativeIncidence } from './cumulative-incidence.js';
import { eventTable } from './event-table.js';
import { grayTest } from './gray.js';
import { kaplanMeier } from './kaplan-meier.js';
import { logRank } from './log-rank.js';
import { recordsOf } from '../test-support/duration-records.js';
import { wilsonInterval } from './wilson.js';

const EMPTY = eventTable([]);
const NOT_REACHED = { value: null, lower: null, upper: null };
const of = (cause: string | null, ...durations: number[]) => durations.map((duration) => ({ duration, cause }));

describe('without any record', () => {
  it('nothing is known', () => {
    const curve = kaplanMeier(EMPTY);
    expect([curve.at(0), curve.until, curve.restrictedMean(9)]).toEqual([null, null, null]);
    expect([curve.median(), curve.median('left_edge'), curve.quantile(0)]).toEqual([
      NOT_REACHED,
      NOT_REACHED,
      NOT_REACHED,
    ]);
    const incidence = cumulativeIncidence(EMPTY, 'a');
    expect([incidence.at(0), incidence.until]).toEqual([null, null]);
  });
});

describe('where all are censored', () => {
  const table = eventTable(of(null, 3, 5));

  it('all survive as long as they are watched', () => {
    const curve = kaplanMeier(table, { interval: 'plain' });
    expect(curve.at(5)).toEqual({ survival: 1, standardError: 0, interval: { lower: 1, upper: 1 }, atRisk: 1 });
    expect(curve.at(5.1)).toBeNull();
    expect(curve.median()).toEqual(NOT_REACHED);
    expect(curve.restrictedMean(4)).toEqual({ mean: 4, standardError: 0 });
    expect(cumulativeIncidence(table, 'a').at(4)).toEqual({
      incidence: 0,
      standardError: 0,
      interval: null,
      atRisk: 1,
    });
  });
});

describe('where all end at time 0', () => {
  const table = eventTable([...of('a', 0, 0, 0), ...of('b', 0)]);

  it('nobody is left from then on', () => {
    const curve = kaplanMeier(table);
    expect(curve.at(0)).toEqual({ survival: 0, standardError: null, interval: null, atRisk: 4 });
    expect(curve.at(90)).toMatchObject({ survival: 0, atRisk: 0 });
    expect(curve.median()).toEqual({ value: 0, lower: null, upper: null });
    expect(curve.restrictedMean(10)).toEqual({ mean: 0, standardError: 0 });
    expect(cumulativeIncidence(table, 'a').at(90)).toMatchObject({ incidence: 0.75, atRisk: 0 });
  });
});

describe('a single record', () => {
  it('is the whole curve', () => {
    const curve = kaplanMeier(eventTable(of('a', 7)));
    expect([curve.at(6.9)!.survival, curve.at(7)!.survival]).toEqual([1, 0]);
    expect(curve.median().value).toBe(7);
    expect(curve.restrictedMean(10)).toEqual({ mean: 7, standardError: 0 });
    expect(cumulativeIncidence(eventTable(of('a', 7)), 'a').at(7)).toMatchObject({ incidence: 1, standardError: 0 });
  });
});

describe('a hundred thousand ties', () => {
  it('are one step', () => {
    const many = 100_000;
    const table = eventTable([
      { duration: 3, cause: 'a', count: many },
      ...of('b', 3),
      ...of(null, ...new Array(many - 1).fill(3)),
    ]);
    const { survival, atRisk } = kaplanMeier(table).at(3)!;
    expect([survival, atRisk]).toEqual([99_999 / 200_000, 200_000]);
    expect(cumulativeIncidence(table, 'a').at(3)!.incidence).toBe(0.5);
    expect(cumulativeIncidence(table, 'a').at(3)!.standardError ** 2).toBeCloseTo(0.25 / 200_000, 15);
  });
});

describe('a curve', () => {
  it('does not take what is no time, share, level or horizon', () => {
    const curve = kaplanMeier(eventTable(of('a', 1)));
    expect(() => curve.at(NaN)).toThrow(RangeError);
    expect(() => curve.quantile(1.5)).toThrow(RangeError);
    expect(() => curve.quantile(NaN, 'left_edge')).toThrow(RangeError);
    expect(() => curve.restrictedMean(-1)).toThrow(RangeError);
    expect(() => kaplanMeier(EMPTY, { level: 95 })).toThrow(RangeError);
  });

  it('has come down by a share at its left edge, and by less before', () => {
    const shares = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(recordsOf({ causes: ['a'], longest: 9, minLength: 1 }), shares, (records, share) => {
        const curve = kaplanMeier(eventTable(records));
        const { value } = curve.quantile(share, 'left_edge');
        const lost = (time: number) => 1 - curve.at(time)!.survival;
        if (value === null) return expect(lost(curve.until!)).toBeLessThan(share);
        expect(lost(value)).toBeGreaterThanOrEqual(share - 1e-7);
        if (value > 0) expect(lost(value - 0.5)).toBeLessThan(share);
        expect(curve.quantile(share).value).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});

describe('a comparison that cannot be made', () => {
  const some = eventTable([...of('a', 1, 2), ...of(null, 3)]);
  const alike = eventTable(of('a', 4, 4));

  it('says that nothing happened', () => {
    const censored = eventTable(of(null, 1, 2));
    expect(logRank([censored, censored])).toMatchObject({ outcome: 'no_events' });
    expect(logRank([])).toEqual({ outcome: 'no_events', groups: [] });
    expect(grayTest([some, some], 'b')).toEqual({ outcome: 'no_events' });
    expect(grayTest([EMPTY, EMPTY], 'b')).toEqual({ outcome: 'no_events' });
  });

  it('says that there is one group', () => {
    expect(logRank([some])).toEqual({ outcome: 'one_group', groups: [{ observed: 2, expected: 2 }] });
    expect(logRank([some, EMPTY])).toMatchObject({ outcome: 'one_group' });
    expect(grayTest([EMPTY, some], 'a')).toEqual({ outcome: 'one_group' });
  });

  it('says that nothing could have gone otherwise', () => {
    expect(logRank([alike, alike])).toMatchObject({ outcome: 'no_variance' });
    expect(grayTest([alike, alike], 'a')).toEqual({ outcome: 'no_variance' });
  });

  it('says that a group differs where its events give that no variance, in whatever order the groups stand', () => {
    const groups = [of('a', 4, 0), [...of('a', 3, 3, 3), ...of(null, 0)], [...of('a', 3), ...of(null, 0)]].map(
      (records) => eventTable(records),
    );
    for (const order of [groups, [groups[2]!, EMPTY, groups[0]!, groups[1]!], groups.toReversed()])
      expect(grayTest(order, 'a')).toEqual({ outcome: 'no_variance' });
  });

  it('says that what Gray estimates is no variance, where ties at the end make it a negative one', () => {
    const groups = [of('a', 3, 2), of('a', 2, 3), [...of('a', 3), ...of(null, 0)]].map((records) =>
      eventTable(records),
    );
    for (const order of [groups, [groups[2]!, groups[0]!, groups[1]!]])
      expect(grayTest(order, 'a')).toEqual({ outcome: 'no_variance' });
  });

  it('says that some were not watched from the start', () => {
    expect(grayTest([some, eventTable([{ duration: 2, cause: 'a', entry: 1 }])], 'a')).toEqual({
      outcome: 'delayed_entry',
    });
  });
});

describe('a comparison', () => {
  const records = recordsOf({ causes: ['a', 'b'], longest: 6, minLength: 2 });

  it('does not depend on the order of the groups, nor on groups that nobody is in', () => {
    fc.assert(
      fc.property(records, records, records, (...groups) => {
        const [one, two, three] = groups.map(eventTable);
        for (const test of [logRank, (tables: Parameters<typeof logRank>[0]) => grayTest(tables, 'a')]) {
          const { outcome, ...numbers } = { chiSquare: 0, ...test([one!, two!, three!]) };
          const other = { chiSquare: 0, ...test([three!, EMPTY, one!, two!]) };
          expect(other.outcome).toBe(outcome);
          expect(Number.isFinite(numbers.chiSquare)).toBe(true);
          expect(Math.abs(other.chiSquare - numbers.chiSquare)).toBeLessThan(1e-8 * Math.max(1, numbers.chiSquare));
        }
      }),
    );
  });

  it('of groups that never meet has a degree of freedom for each pair that does', () => {
    const late = (cause: string | null, duration: number) => ({ duration, cause, entry: 10 });
    const early = [eventTable(of('a', 1, 3, 5)), eventTable(of('a', 2, 4, 6))];
    const later = [eventTable([late('a', 11), late('a', 13)]), eventTable([late('a', 12), late(null, 14)])];
    const [first, second, both] = [logRank(early), logRank(later), logRank([...early, ...later])];
    if (first.outcome !== 'tested' || second.outcome !== 'tested') throw new Error('both can be compared');
    expect(both).toMatchObject({
      degreesOfFreedom: 2,
      chiSquare: expect.closeTo(first.chiSquare + second.chiSquare, 10),
    });
  });
});

describe('the interval of a proportion', () => {
  it('reaches to the ends, and is none of nothing', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(wilsonInterval(0, 3)!.lower).toBe(0);
    expect(wilsonInterval(3, 3)!.upper).toBe(1);
    expect(() => wilsonInterval(4, 3)).toThrow(RangeError);
    expect(() => wilsonInterval(-1, 3)).toThrow(RangeError);
  });
});
