import fc from 'fast-check';
import { DAY_MS } from './civil.js';
import {
  addDuration,
  daysOf,
  daysOverdue,
  difference,
  dueDaysOf,
  isoDate,
  localDayOf,
  parseEdtf,
  WORKING_CALENDAR,
  type Bounds,
  type DueDay,
  type Interval,
} from './index.js';

const shanghai = 'Asia/Shanghai';
const on = (date: string) => parseEdtf(date, shanghai);
const oneWorkingDay: DueDay = (day) => WORKING_CALENDAR.addWorkingDays(day, 1);
const oneYear: DueDay = (day) => addDuration(day, 'P1Y');

const overdue = (start: string, stop: string, due: DueDay, between = difference(on(start), on(stop))) =>
  daysOverdue(on(start), on(stop), between, shanghai, due);

describe('the due day', () => {
  it('is as imprecise as the start', () => {
    const { first, last } = dueDaysOf(on('2021-06'), shanghai, oneWorkingDay);
    expect([isoDate(first), isoDate(last)]).toEqual(['2021-06-02', '2021-07-01']);
  });
});

describe('days after the due day', () => {
  it.each([
    ['2021-06-15', '2021-06-16', 0, 0],
    ['2021-06-15', '2021-06-18', 2, 2],
    ['2021-06-18', '2021-06-20', -1, -1],
    ['2021-06-19', '2021-06-21', 0, 0],
    ['2021-06', '2021-07-01', 0, 29],
  ])('of one working day from %s up to %s are %d to %d', (start, stop, low, high) => {
    expect(overdue(start, stop, oneWorkingDay)).toEqual({ low, high });
  });

  it('are none where both dates are vague, and one came a day after the other', () => {
    expect(overdue('2021', '2021', oneYear, { low: 0, high: DAY_MS }).high).toBeLessThan(0);
    expect(overdue('2021', '2021', oneWorkingDay).high).toBeGreaterThan(300);
    expect(overdue('2021', '2021', oneWorkingDay, { low: 0, high: DAY_MS }).high).toBe(0);
  });

  it('leave the time between aside where no two moments agree with it', () => {
    const never = { low: 90 * DAY_MS, high: 91 * DAY_MS };
    expect(overdue('2021-06-15', '2021-06-18', oneWorkingDay, never)).toEqual({ low: 2, high: 2 });
  });

  it('are those of all moments that agree', () => {
    const STEP = DAY_MS / 4;
    const begin = on('2021-09-24').earliest;
    const interval = fc
      .tuple(fc.nat(40), fc.integer({ min: 1, max: 24 }))
      .map(([from, width]): Interval => ({ earliest: begin + from * STEP, latest: begin + (from + width) * STEP }));
    const bounds = fc.tuple(fc.integer({ min: -10, max: 40 }), fc.nat(20));
    fc.assert(
      fc.property(interval, interval, bounds, (start, stop, [from, width]) => {
        const between = { low: from * STEP, high: (from + width) * STEP };
        const tried = triedOut(start, stop, between, STEP);
        fc.pre(tried !== undefined);
        expect(daysOverdue(start, stop, between, shanghai, oneWorkingDay)).toEqual(tried);
      }),
    );
  });
});

/** Starts and stops as every quarter of a day begins, and as it ends. */
function triedOut(start: Interval, stop: Interval, between: Bounds, step: number): Bounds | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const from of moments(start, step)) {
    for (const to of moments(stop, step)) {
      if (to - from < between.low || to - from > between.high) continue;
      const over = localDayOf(shanghai, to) - oneWorkingDay(localDayOf(shanghai, from));
      low = Math.min(low, over);
      high = Math.max(high, over);
    }
  }
  return low <= high ? { low, high } : undefined;
}

function moments({ earliest, latest }: Interval, step: number): number[] {
  const found: number[] = [];
  for (let at = earliest; at < latest; at += step) found.push(at, at + step - 1);
  return found;
}

describe('the days of a moment', () => {
  it('are local', () => {
    const { first, last } = daysOf(on('2021-06-15T23:30Z'), shanghai);
    expect([isoDate(first), isoDate(last)]).toEqual(['2021-06-16', '2021-06-16']);
  });
});
