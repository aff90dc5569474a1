import { cumulativeIncidence } from './cumulative-incidence.js';
import { eventTable } from './event-table.js';
import { kaplanMeier } from './kaplan-meier.js';
import { logRank } from './log-rank.js';

/** Records of durations, 1 for an event and 0 for censoring. */
function survivalOf(durations: readonly number[], events: readonly number[], entries?: readonly number[]) {
  return eventTable(
    durations.map((duration, index) => ({
      duration,
      cause: events[index] ? 'event' : null,
      entry: entries?.[index],
    })),
  );
}

/** Miller (1981), Survival Analysis, p. 49; R's `survival::aml`. */
const MAINTAINED = survivalOf([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]);
const NOT_MAINTAINED = survivalOf([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]);

describe('remission of acute myelogenous leukaemia, as R answers', () => {
  it('has these medians and intervals', () => {
    const medianOf = (table: typeof MAINTAINED, interval: 'log' | 'log-log') =>
      kaplanMeier(table, { interval }).median();
    expect(medianOf(MAINTAINED, 'log')).toEqual({ value: 31, lower: 18, upper: null });
    expect(medianOf(MAINTAINED, 'log-log')).toEqual({ value: 31, lower: 13, upper: null });
    expect(medianOf(NOT_MAINTAINED, 'log')).toEqual({ value: 23, lower: 8, upper: null });
    expect(medianOf(NOT_MAINTAINED, 'log-log')).toEqual({ value: 23, lower: 5, upper: 33 });
  });

  it('has this survival', () => {
    const curve = kaplanMeier(MAINTAINED, { interval: 'log' });
    const { survival, interval } = curve.at(9)!;
    expect(survival).toBeCloseTo(10 / 11, 15);
    expect(interval!.lower).toBeCloseTo(0.7541338, 7);
    expect(interval!.upper).toBe(1);
    expect(curve.at(48)!.survival).toBeCloseTo(0.1840909, 7);
  });

  it('differs by maintenance so far', () => {
    expect(logRank([MAINTAINED, NOT_MAINTAINED])).toMatchObject({
      outcome: 'tested',
      chiSquare: expect.closeTo(3.396389, 6),
      degreesOfFreedom: 1,
      pValue: expect.closeTo(0.065339, 6),
    });
  });
});

describe('seven records with a quantile on a flat piece', () => {
  const curve = kaplanMeier(survivalOf([9, 1, 1, 6, 6, 8, 10], [1, 1, 0, 1, 1, 0, 0]));

  it('have this survival', () => {
    expect([1, 6, 9].map((time) => curve.at(time)!.survival)).toEqual([6 / 7, 18 / 35, 9 / 35]);
  });

  it('have this median, and this seventh', () => {
    expect(curve.median().value).toBe(9);
    expect(curve.median('left_edge').value).toBe(9);
    expect(curve.quantile(1 / 7).value).toBe(3.5);
    expect(curve.quantile(1 / 7, 'left_edge').value).toBe(1);
  });
});

describe('the log-rank test of three against three', () => {
  it.each([
    ['with', [1, 0, 1], [1, 0, 1], 0.384615, 0.535143],
    ['without', [1, 1, 1], [1, 1, 1], 0.254237, 0.614107],
  ])('answers %s censoring', (_, events, others, chiSquare, pValue) => {
    expect(logRank([survivalOf([10, 20, 30], events), survivalOf([10, 20, 50], others)])).toMatchObject({
      chiSquare: expect.closeTo(chiSquare, 6),
      pValue: expect.closeTo(pValue, 6),
    });
  });
});

describe('six durations with two causes', () => {
  it('have this cumulative incidence', () => {
    const causes = [null, 'first', 'first', 'second', 'second', null];
    const curve = cumulativeIncidence(eventTable(causes.map((cause, at) => ({ duration: at + 1, cause }))), 'second');
    expect([...curve.incidence]).toEqual([0, 0, 0, 0.2, 0.4, 0.4].map((value) => expect.closeTo(value, 12)));
    expect([...curve.variance]).toEqual([0, 0, 0, 0.032, 0.048, 0.048].map((value) => expect.closeTo(value, 12)));
  });
});

describe('five records with delayed entry', () => {
  it('have this survival', () => {
    const curve = kaplanMeier(survivalOf([2, 10, 5, 4, 3], [1, 1, 1, 1, 1], [1, 2, 4, 0, 0]));
    const survival = [2, 3, 4, 5, 10].map((time) => curve.at(time)!.survival);
    expect(survival).toEqual([2 / 3, 4 / 9, 2 / 9, 1 / 9, 0].map((value) => expect.closeTo(value, 15)));
  });
});
