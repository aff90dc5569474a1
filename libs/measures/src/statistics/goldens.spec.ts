import { readFileSync } from 'node:fs';
import { INTERVAL_TYPES, type ConfidenceInterval, type IntervalType } from './confidence-interval.js';
import { cumulativeIncidence } from './cumulative-incidence.js';
import { chiSquareUpperTail, criticalValue } from './distributions.js';
import { eventTable, type EventTable } from './event-table.js';
import { grayTest } from './gray.js';
import { kaplanMeier } from './kaplan-meier.js';
import { logRank } from './log-rank.js';
import { onlyCauses } from './only-causes.js';
import { wilsonInterval } from './wilson.js';

/** What R answers; null stands for NA and NaN. `goldens/make-goldens.R` says how it was asked. */
interface Goldens {
  readonly shares: number[];
  readonly wilson: Record<'successes' | 'total' | 'level' | 'lower' | 'upper', number[]>;
  readonly chiSquare: Record<'value' | 'degreesOfFreedom' | 'probability', number[]>;
  readonly normal: Record<'level' | 'quantile', number[]>;
  readonly dataSets: Record<string, DataSet>;
}

interface DataSet {
  readonly data: { time: number[]; cause: number[]; group: number[]; entry: (number | null)[] };
  readonly survival: Survival;
  readonly survivalOfFirst: Survival | null;
  readonly incidence: Incidence[];
  readonly logRank: Test | null;
  readonly logRankOfFirst: Test | null;
  readonly lateLogRank: Omit<Test, 'pValue'> | null;
  readonly gray: (Test & { cause: number })[] | null;
}

type Column = (number | null)[];
type Limits = Record<IntervalType, Record<'lower' | 'upper', Column>>;

interface Survival {
  readonly times: number[];
  readonly survival: Column;
  readonly standardError: Column;
  readonly atRisk: Column;
  readonly intervals: Limits;
  readonly quantiles: Record<IntervalType, Record<'quantile' | 'lower' | 'upper', Column>>;
  readonly restrictedMeans: Record<'horizons' | 'mean' | 'standardError', number[]>;
}

interface Incidence {
  readonly cause: number;
  readonly times: number[];
  readonly incidence: Column;
  readonly standardError: Column;
  readonly intervals?: Limits;
  readonly cmprsk?: Column;
}

interface Test {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly observed?: number[];
  readonly expected?: number[];
}

const goldens = JSON.parse(readFileSync(new URL('goldens/goldens.json', import.meta.url), 'utf8')) as Goldens;
const dataSets = Object.entries(goldens.dataSets);

function near(expected: number | null) {
  return expected === null ? null : expect.closeTo(expected, 9);
}

function tableOf({ data }: DataSet, group?: number): EventTable {
  const records = data.time.map((duration, at) => ({
    duration,
    cause: data.cause[at] ? `${data.cause[at]}` : null,
    entry: data.entry[at] ?? undefined,
  }));
  return eventTable(records.filter((_, at) => group === undefined || data.group[at] === group));
}

function groupsOf(set: DataSet): EventTable[] {
  return [...new Set(set.data.group)].sort((a, b) => a - b).map((group) => tableOf(set, group));
}

function expectInterval(interval: ConfidenceInterval | null | undefined, limits: Limits[IntervalType], at: number) {
  const [lower, upper] = [limits.lower[at]!, limits.upper[at]!];
  expect(interval).toEqual(lower === null ? null : { lower: near(lower), upper: near(upper) });
}

function expectSurvival(table: EventTable, golden: Survival) {
  const ends = new Set(Array.from(table.times).filter((_, at) => !table.entered[at]));
  for (const interval of INTERVAL_TYPES) {
    const curve = kaplanMeier(table, { interval });
    golden.times.forEach((time, at) => {
      const estimate = curve.at(time);
      expect(estimate).toMatchObject({
        survival: near(golden.survival[at]!),
        standardError: near(golden.standardError[at]!),
      });
      // Between two ends R counts those at risk at the later one, entries in between included.
      if (ends.has(time)) expect(estimate!.atRisk).toBe(golden.atRisk[at]);
      expectInterval(estimate!.interval, golden.intervals[interval], at);
    });
    const { quantile, lower, upper } = golden.quantiles[interval];
    expect(goldens.shares.map((share) => curve.quantile(share))).toEqual(
      quantile.map((value, at) => ({ value: near(value), lower: near(lower[at]!), upper: near(upper[at]!) })),
    );
    const { horizons, mean, standardError } = golden.restrictedMeans;
    expect(horizons.map((horizon) => curve.restrictedMean(horizon))).toEqual(
      mean.map((value, at) => ({ mean: near(value), standardError: near(standardError[at]!) })),
    );
  }
}

describe.each(dataSets)('of the data set %s, as R answers', (_, set) => {
  it('has this survival, these quantiles and restricted means', () => {
    expectSurvival(tableOf(set), set.survival);
    if (set.survivalOfFirst) expectSurvival(onlyCauses(tableOf(set), ['1']), set.survivalOfFirst);
  });

  it('has these cumulative incidences', () => {
    for (const golden of set.incidence) {
      for (const interval of INTERVAL_TYPES) {
        const curve = cumulativeIncidence(tableOf(set), `${golden.cause}`, { interval });
        golden.times.forEach((time, at) => {
          const estimate = curve.at(time);
          expect(estimate!.incidence).toEqual(near(golden.incidence[at]!));
          // The square: where the variance is 0, the root of what rounding left of it in R is not small.
          expect(estimate!.standardError ** 2).toBeCloseTo(golden.standardError[at]! ** 2, 14);
          if (golden.cmprsk) expect(estimate!.incidence).toEqual(near(golden.cmprsk[at]!));
          if (golden.intervals) expectInterval(estimate!.interval, golden.intervals[interval], at);
        });
      }
    }
  });

  const { logRank: all, logRankOfFirst, lateLogRank, gray } = set;
  if (all) {
    it('has this log-rank test', () => {
      expectLogRank(groupsOf(set), all);
      if (logRankOfFirst) {
        expectLogRank(
          groupsOf(set).map((group) => onlyCauses(group, ['1'])),
          logRankOfFirst,
        );
      }
    });
  }

  if (lateLogRank) {
    it('has this score test of delayed entries', () => {
      expect(logRank(groupsOf(set))).toMatchObject({ ...lateLogRank, chiSquare: near(lateLogRank.chiSquare) });
    });
  }

  if (gray && gray.length > 0) {
    it('has these tests of Gray', () => {
      for (const { cause, chiSquare, degreesOfFreedom, pValue } of gray) {
        expect(grayTest(groupsOf(set), `${cause}`)).toEqual({
          outcome: 'tested',
          chiSquare: near(chiSquare),
          degreesOfFreedom,
          pValue: near(pValue),
        });
      }
    });
  }
});

function expectLogRank(groups: readonly EventTable[], { observed, expected, ...test }: Test) {
  expect(logRank(groups)).toEqual({
    outcome: 'tested',
    chiSquare: near(test.chiSquare),
    degreesOfFreedom: test.degreesOfFreedom,
    pValue: near(test.pValue),
    groups: observed!.map((count, at) => ({ observed: count, expected: near(expected![at]!) })),
  });
}

describe('as R answers', () => {
  it('proportions have these intervals', () => {
    const { successes, total, level, lower, upper } = goldens.wilson;
    successes.forEach((count, at) => {
      expect(wilsonInterval(count, total[at]!, level[at])).toEqual({
        lower: near(lower[at]!),
        upper: near(upper[at]!),
      });
    });
  });

  it('chi-square and normal distributions have these tails, however far out', () => {
    const { value, degreesOfFreedom, probability } = goldens.chiSquare;
    value.forEach((at, index) => {
      const tail = chiSquareUpperTail(at, degreesOfFreedom[index]!);
      expect(tail / probability[index]!).toBeCloseTo(1, 12);
    });
    const { level, quantile } = goldens.normal;
    level.forEach((at, index) => expect(criticalValue(at)).toBeCloseTo(quantile[index]!, 12));
  });
});
