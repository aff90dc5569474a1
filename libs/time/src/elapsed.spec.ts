import fc from 'fast-check';
import {
  daysBetween,
  difference,
  localDayOf,
  parseEdtf,
  toDays,
  toSeconds,
  toWorkingDays,
  UnknownCalendarYear,
  WORKING_CALENDAR,
  type Bounds,
  type EpochDay,
  type Interval,
} from './index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = ['UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia'];

function days(start: string, stop: string, zone = 'Asia/Shanghai'): Bounds {
  return daysBetween(parseEdtf(start, zone), parseEdtf(stop, zone), zone);
}

describe('seconds', () => {
  it.each([
    [
      { low: 1000, high: 2000 },
      { low: 1, high: 2 },
    ],
    [
      { low: 1999, high: 2001 },
      { low: 1, high: 3 },
    ],
    [
      { low: -5000, high: 1 },
      { low: 0, high: 1 },
    ],
    [
      { low: -5000, high: -1 },
      { low: 0, high: 0 },
    ],
    [
      { low: 0, high: 0 },
      { low: 0, high: 0 },
    ],
  ])('of %j are %j: whole, outwards, never negative', (ms, seconds) => {
    expect(toSeconds(ms)).toEqual(seconds);
  });
});

describe('days between two dates', () => {
  it.each([
    ['2021-06-15', '2021-06-15', 0, 0],
    ['2021-06-15', '2021-06-16', 1, 1],
    ['2021-06-15T23:59', '2021-06-16T00:00', 1, 1],
    ['2021-06-15T00:00', '2021-06-15T23:59', 0, 0],
    ['2021-06-15', '2021-06', 0, 15],
    ['2021-06', '2021-06', 0, 29],
    ['2021-06', '2021-07', 1, 60],
    ['2021', '2021', 0, 364],
    ['2021-06-16', '2021-06-15', 0, 0],
    ['2020-02-28', '2020-03-01', 2, 2],
  ])('from %s to %s are %d to %d', (start, stop, low, high) => {
    expect(days(start, stop)).toEqual({ low, high });
  });

  it('are counted on the local calendar', () => {
    const [start, stop] = ['2021-06-15T15:30Z', '2021-06-15T16:30Z'];
    expect(days(start, stop, 'Asia/Shanghai')).toEqual({ low: 1, high: 1 });
    expect(days(start, stop, 'UTC')).toEqual({ low: 0, high: 0 });
  });

  it('are counted by the calendar on the days the clocks change', () => {
    expect(days('2021-03-27T12:00', '2021-03-29T11:00', 'Europe/Berlin')).toEqual({ low: 2, high: 2 });
    expect(days('2021-10-30T12:00', '2021-11-01T13:00', 'Europe/Berlin')).toEqual({ low: 2, high: 2 });
  });
});

describe('days where it is known how long it took', () => {
  const june = parseEdtf('2021-06', 'Asia/Shanghai');
  const year = parseEdtf('2021', 'Asia/Shanghai');

  it.each([
    ['a day at most', june, { low: 0, high: DAY }, { low: 0, high: 1 }],
    ['a day at most, some time in a year', year, { low: 0, high: DAY }, { low: 0, high: 1 }],
    ['more than a day at most', june, { low: 0, high: DAY + 1 }, { low: 0, high: 2 }],
    ['at least a day', june, { low: DAY, high: 29 * DAY }, { low: 1, high: 29 }],
    ['no time at all', june, { low: 0, high: 0 }, { low: 0, high: 0 }],
    ['two to three days', june, { low: 2 * DAY, high: 3 * DAY }, { low: 2, high: 3 }],
    ['just under two days', june, { low: 2 * DAY - 1, high: 2 * DAY - 1 }, { low: 1, high: 2 }],
  ])('%s', (_, interval, between, expected) => {
    expect(toDays(interval, interval, between, 'Asia/Shanghai')).toEqual(expected);
  });

  it('can be two though it took 24 hours, where a day has 23', () => {
    const year = parseEdtf('2021', 'Europe/Berlin');
    expect(toDays(year, year, { low: 0, high: DAY }, 'Europe/Berlin')).toEqual({ low: 0, high: 2 });
    expect(toDays(year, year, { low: DAY, high: DAY }, 'Europe/Berlin')).toEqual({ low: 0, high: 2 });
  });

  it('are bounded with a day of slack when the start is not known to the year and the clocks changed', () => {
    const between = { low: 3 * DAY, high: 5 * DAY };
    const days = (timeZone: string) => {
      const decade = parseEdtf('2010/2019', timeZone);
      return toDays(decade, decade, between, timeZone);
    };
    expect(days('Europe/Berlin')).toEqual({ low: 2, high: 6 });
    expect(days('Asia/Shanghai')).toEqual({ low: 3, high: 5 });
  });

  it('take no time to bound over any span', () => {
    const ever = parseEdtf('0000/9999', 'Europe/Berlin');
    expect(toDays(ever, ever, { low: 0, high: DAY }, 'Europe/Berlin')).toEqual({ low: 0, high: 2 });
  });
});

describe('working days', () => {
  const shanghai = 'Asia/Shanghai';
  const on = (text: string) => parseEdtf(text, shanghai);
  const working = (start: string, stop: string, between = difference(on(start), on(stop))) =>
    toWorkingDays(on(start), on(stop), between, shanghai);

  // By trying every two days with chinese_calendar 1.11.0 (Python).
  it.each([
    ['2024-02-08', '2024-02-19', 3, 3],
    ['2020-01-23T10:00', '2020-02-03T09:00', 1, 1],
    ['2024-09-30', '2024-10-12', 5, 5],
    ['2021-06-18', '2021-06-19/2021-06-20', 0, 0],
    ['2021-06-16', '2021-06-15', 0, 0],
    ['2024-02', '2024-02', 0, 17],
    ['2024-02-10/2024-02-17', '2024-02-18', 1, 1],
    ['2024-02', '2024-03', 1, 38],
    ['2005/2026', '2005/2026', 0, 5492],
  ])('from %s to %s are %d to %d', (start, stop, low, high) => {
    expect(working(start, stop)).toEqual({ low, high });
  });

  it.each([
    ['a day at most, some time in a month', '2021-06', { low: 0, high: DAY }, { low: 0, high: 1 }],
    ['a day at most, some time in a holiday', '2024-10-01/2024-10-07', { low: 0, high: DAY }, { low: 0, high: 0 }],
    ['four days in a month without holidays', '2021-11', { low: 4 * DAY, high: 4 * DAY }, { low: 2, high: 4 }],
    ['seven days in a month with holidays', '2024-10', { low: 7 * DAY, high: 7 * DAY }, { low: 1, high: 6 }],
    ['seven days, some time', '2005/2026', { low: 7 * DAY, high: 7 * DAY }, { low: 0, high: 7 }],
    ['no time at all, some time', '2005/2026', { low: 0, high: 0 }, { low: 0, high: 0 }],
  ])('of %s, %s', (_, interval, between, expected) => {
    expect(working(interval, interval, between)).toEqual(expected);
  });

  it('are counted on the local calendar', () => {
    const [start, stop] = [parseEdtf('2021-06-20T15:30Z', 'UTC'), parseEdtf('2021-06-20T16:30Z', 'UTC')];
    const between = difference(start, stop);
    expect(toWorkingDays(start, stop, between, shanghai)).toEqual({ low: 1, high: 1 });
    expect(toWorkingDays(start, stop, between, 'UTC')).toEqual({ low: 0, high: 0 });
  });

  it('are refused where either date may lie in a year that is not known', () => {
    const next = WORKING_CALENDAR.lastYear + 1;
    for (const [start, stop] of [
      ['1999-06-01', '1999-06-05'],
      ['2003-12-31', '2004-01-05'],
      ['2003/2004', '2004-06'],
      ['2021-06', `${next}-01-01`],
      ['2021-06', `2021-07/${next}`],
    ] as const) {
      expect(() => working(start, stop)).toThrow(UnknownCalendarYear);
    }
  });

  it('are not, where how long it took rules such a year out', () => {
    expect(working('2003/2004', '2004-01-12', { low: 0, high: 2 * DAY })).toEqual({ low: 0, high: 1 });
    expect(working('2004-01-12', '2003/2004', { low: 0, high: 2 * DAY })).toEqual({ low: 0, high: 2 });
    expect(working('2025-06-16', '2025/2099', { low: 0, high: 2 * DAY })).toEqual({ low: 0, high: 2 });
    expect(() => working('2003/2004', '2004-01-12', { low: 0, high: 30 * DAY })).toThrow(UnknownCalendarYear);
  });
});

/** Intervals whose ends lie on whole hours, near a change of the clocks or the holidays of China. */
const hours = (max: number) => fc.nat(max).map((count) => count * HOUR);
const CLOCKS_CHANGE = ['2021-03-26T00:00Z', '2021-10-29T00:00Z', '2021-11-05T00:00Z', '2011-12-28T00:00Z'];
const HOLIDAYS = ['2020-01-22T00:00Z', '2024-02-07T00:00Z', '2024-09-28T00:00Z', '2025-12-25T00:00Z'];
const bases = fc.constantFrom('2021-06-15T00:00Z', ...CLOCKS_CHANGE, ...HOLIDAYS).map(Date.parse);
const pairOf = (width: number) =>
  fc
    .record({ base: bases, timeZone: fc.constantFrom(...ZONES) })
    .chain(({ base, timeZone }) => intervalsFrom(base, width, timeZone))
    .filter(({ between }) => between.low <= between.high);
const pair = pairOf(72);

function intervalsFrom(base: number, width: number, timeZone: string): fc.Arbitrary<Pair> {
  const some = hours(width);
  return fc.tuple(some, some, some, some, some, some).map(([from, long, shift, stopLong, least, extra]) => {
    const start = { earliest: base + from, latest: base + from + long + 1 };
    const stop = { earliest: start.earliest + shift, latest: start.earliest + shift + stopLong + 1 };
    const free = difference(start, stop);
    const low = Math.max(free.low, least);
    return { start, stop, between: { low, high: Math.min(free.high, low + extra) }, timeZone };
  });
}

const calendarDays = (from: EpochDay, to: EpochDay) => to - from;
const workingDays = (from: EpochDay, to: EpochDay) => WORKING_CALENDAR.workingDaysBetween(from, to);

/** Days between every two moments that matter: on each hour and a millisecond to either side. */
function tried({ start, stop, between, timeZone }: Pair, count: typeof calendarDays): Bounds {
  let low = Infinity;
  let high = -Infinity;
  for (let hour = start.earliest; hour <= start.latest; hour += HOUR) {
    for (const from of [hour - 1, hour, hour + 1]) {
      const soonest = Math.max(stop.earliest, from + between.low);
      const latest = Math.min(stop.latest - 1, from + between.high);
      if (from < start.earliest || from >= start.latest || soonest > latest) continue;
      const day = localDayOf(timeZone, from);
      low = Math.min(low, count(day, localDayOf(timeZone, soonest)));
      high = Math.max(high, count(day, localDayOf(timeZone, latest)));
    }
  }
  return { low: Math.max(0, low), high: Math.max(0, high) };
}

interface Pair {
  readonly start: Interval;
  readonly stop: Interval;
  readonly between: Bounds;
  readonly timeZone: string;
}

function within(inner: Bounds, outer: Bounds): void {
  expect(inner.low).toBeGreaterThanOrEqual(outer.low);
  expect(inner.high).toBeLessThanOrEqual(outer.high);
}

describe('any two imprecise dates', () => {
  it('are exactly as many days apart as two moments in them can be', () => {
    fc.assert(
      fc.property(pair, (one) => {
        expect(toDays(one.start, one.stop, one.between, one.timeZone)).toEqual(tried(one, calendarDays));
      }),
      { numRuns: 500 },
    );
  });

  it.each([72, 24 * 30])('are exactly as many working days apart, too, where they lie within %d hours', (width) => {
    fc.assert(
      fc.property(pairOf(width), (one) => {
        expect(toWorkingDays(one.start, one.stop, one.between, one.timeZone)).toEqual(tried(one, workingDays));
      }),
      { numRuns: 300 },
    );
  });

  it('are no more days apart than without knowing how long it took', () => {
    fc.assert(
      fc.property(pair, ({ start, stop, between, timeZone }) => {
        within(toDays(start, stop, between, timeZone), daysBetween(start, stop, timeZone));
        expect(toDays(start, stop, difference(start, stop), timeZone)).toEqual(daysBetween(start, stop, timeZone));
        expect(toWorkingDays(start, stop, between, timeZone).high).toBeLessThanOrEqual(
          toDays(start, stop, between, timeZone).high,
        );
      }),
    );
  });

  it('bound every choice of moments in them, over any length of time', () => {
    const moment = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2021, 0, 1) });
    const margin = fc.integer({ min: 0, max: 900 * DAY });
    const slack = fc.integer({ min: 0, max: 5 * DAY });
    fc.assert(
      fc.property(
        ...([moment, fc.nat(50 * DAY), fc.constantFrom(...ZONES)] as const),
        fc.tuple(margin, margin, margin, margin),
        fc.tuple(slack, slack),
        (start, took, timeZone, [a, b, c, d], [less, more]) => {
          const stop = start + took;
          const from = { earliest: start - a, latest: start + b + 1 };
          const to = { earliest: stop - c, latest: stop + d + 1 };
          const free = difference(from, to);
          const between = { low: Math.max(free.low, took - less), high: Math.min(free.high, took + more) };
          const apart = localDayOf(timeZone, stop) - localDayOf(timeZone, start);
          within({ low: apart, high: apart }, toDays(from, to, between, timeZone));
          within({ low: apart, high: apart }, daysBetween(from, to, timeZone));
          const worked = workingDays(localDayOf(timeZone, start), localDayOf(timeZone, stop));
          within({ low: worked, high: worked }, toWorkingDays(from, to, between, timeZone));
          const seconds = toSeconds(between);
          within({ low: took / 1000, high: took / 1000 }, seconds);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are no farther apart in any unit when they are known better', () => {
    fc.assert(
      fc.property(pair, hours(30), hours(30), hours(10), hours(10), (wide, a, b, c, d) => {
        const start = shrunk(wide.start, a, b);
        const stop = shrunk(wide.stop, c, d);
        const free = difference(start, stop);
        const between = { low: Math.max(free.low, wide.between.low), high: Math.min(free.high, wide.between.high) };
        fc.pre(between.low <= between.high);
        within(toDays(start, stop, between, wide.timeZone), toDays(wide.start, wide.stop, wide.between, wide.timeZone));
        within(
          toWorkingDays(start, stop, between, wide.timeZone),
          toWorkingDays(wide.start, wide.stop, wide.between, wide.timeZone),
        );
        within(daysBetween(start, stop, wide.timeZone), daysBetween(wide.start, wide.stop, wide.timeZone));
        within(toSeconds(between), toSeconds(wide.between));
        within(free, difference(wide.start, wide.stop));
      }),
      { numRuns: 500 },
    );
  });

  function shrunk({ earliest, latest }: Interval, start: number, end: number): Interval {
    const from = Math.min(earliest + start, latest - 1);
    return { earliest: from, latest: Math.max(from + 1, latest - end) };
  }
});
