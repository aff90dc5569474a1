import fc from 'fast-check';
import { DAY_MS, epochDay } from './civil.js';
import { UnknownCalendarYear, WORKING_CALENDAR } from './index.js';
import { WorkingCalendar } from './working-calendar.js';

const FIRST = epochDay(WORKING_CALENDAR.firstYear, 1, 1);
const LAST = epochDay(WORKING_CALENDAR.lastYear, 12, 31);

const iso = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const day = (date: string) => Date.parse(date) / DAY_MS;
const between = (from: string, to: string) => WORKING_CALENDAR.workingDaysBetween(day(from), day(to));
/** From a day up to and not including another; nothing is lost of the first day known, a holiday. */
const countIn = (from: number, to: number) => WORKING_CALENDAR.workingDaysBetween(Math.max(FIRST, from - 1), to - 1);
const after = (from: string, count: number) => iso(WORKING_CALENDAR.addWorkingDays(day(from), count));

describe('the working days of China', () => {
  it('say what they were made from and which years they know', () => {
    expect(WORKING_CALENDAR.version).toMatch(/^chinese-days \d+\.\d+\.\d+, 2004-20\d\d$/);
    expect(WORKING_CALENDAR.version.endsWith(String(WORKING_CALENDAR.lastYear))).toBe(true);
    expect(WORKING_CALENDAR.lastYear).toBeGreaterThanOrEqual(2026);
  });

  // Counted by chinese_calendar 1.11.0 (Python), which keeps data of its own.
  it.each([
    [2004, 252, [18, 20, 23, 22, 18, 22, 22, 22, 22, 18, 22, 23]],
    [2005, 250, [20, 17, 23, 22, 18, 22, 21, 23, 22, 18, 22, 22]],
    [2006, 251, [19, 18, 23, 22, 18, 22, 21, 23, 22, 18, 22, 23]],
    [2007, 249, [20, 17, 22, 23, 18, 21, 22, 23, 22, 18, 22, 21]],
    [2008, 251, [22, 18, 21, 21, 21, 20, 23, 21, 21, 20, 20, 23]],
    [2009, 250, [17, 21, 22, 21, 19, 22, 23, 21, 23, 17, 21, 23]],
    [2010, 250, [20, 17, 23, 21, 20, 21, 22, 22, 22, 17, 22, 23]],
    [2011, 250, [21, 16, 23, 20, 21, 21, 21, 23, 21, 18, 22, 23]],
    [2012, 249, [17, 21, 23, 19, 22, 20, 22, 23, 21, 18, 22, 21]],
    [2013, 250, [22, 17, 21, 21, 22, 19, 23, 22, 21, 19, 21, 22]],
    [2014, 250, [22, 17, 21, 21, 21, 20, 23, 21, 22, 19, 20, 23]],
    [2015, 249, [21, 17, 22, 21, 20, 21, 23, 21, 21, 18, 21, 23]],
    [2016, 250, [20, 18, 23, 20, 21, 21, 21, 23, 21, 18, 22, 22]],
    [2017, 249, [19, 19, 23, 19, 21, 22, 21, 23, 22, 17, 22, 21]],
    [2018, 250, [22, 17, 22, 20, 22, 20, 22, 23, 21, 18, 22, 21]],
    [2019, 250, [22, 17, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]],
    [2020, 249, [17, 20, 22, 22, 19, 21, 23, 21, 23, 17, 21, 23]],
    [2021, 250, [20, 17, 23, 22, 19, 21, 22, 22, 22, 17, 22, 23]],
    [2022, 249, [21, 16, 23, 21, 20, 21, 21, 23, 21, 18, 22, 22]],
    [2023, 249, [18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21]],
    [2024, 251, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]],
    [2025, 248, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]],
    [2026, 248, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]],
  ])('of %d are %d', (year, inYear, inMonths) => {
    const counted = inMonths.map((_, month) => countIn(epochDay(year, month + 1, 1), epochDay(year, month + 2, 1)));
    expect(counted).toEqual(inMonths);
    expect(countIn(epochDay(year, 1, 1), epochDay(year, 13, 1))).toBe(inYear);
  });

  it.each([
    ['2024-02-08', '2024-02-19', 3, 'Spring Festival, a Sunday made up for'],
    ['2024-09-30', '2024-10-12', 5, 'National Day'],
    ['2020-01-23', '2020-02-03', 1, 'Spring Festival, extended to 2 February'],
    ['2026-02-13', '2026-02-28', 6, 'Spring Festival, two Saturdays made up for'],
    ['2021-06-15', '2021-06-15', 0, 'no day at all'],
    ['2021-06-15', '2021-06-16', 1, 'the first day is not counted'],
    ['2021-06-16', '2021-06-15', -1, 'backwards'],
    ['2021-06-18', '2021-06-20', 0, 'a weekend'],
    ['2006-12-29', '2007-01-04', 3, 'a weekend made up for in the year before'],
  ])('after %s up to %s are %d: %s', (from, to, days) => {
    expect(between(from, to)).toBe(days);
  });

  it.each([
    ['2021-06-15', 0, '2021-06-15'],
    ['2021-06-15', 1, '2021-06-16'],
    ['2021-06-18', 1, '2021-06-21'],
    ['2021-06-19', 1, '2021-06-21'],
    ['2024-02-09', 1, '2024-02-18'],
    ['2024-09-30', 5, '2024-10-12'],
    ['2020-01-23', 1, '2020-02-03'],
  ])('after %s, the one with the number %d is %s', (from, count, date) => {
    expect(after(from, count)).toBe(date);
  });
});

describe('a year that is not known', () => {
  const unknown = (year: number) => expect.objectContaining({ year, calendar: WORKING_CALENDAR.version });
  const next = WORKING_CALENDAR.lastYear + 1;

  it.each([
    ['2003-12-31', '2004-01-05', 2003],
    ['1999-06-01', '2010-06-01', 1999],
    ['2021-06-15', `${next}-01-01`, next],
    ['2040-06-15', '2040-06-15', 2040],
  ])('is refused: from %s to %s', (from, to, year) => {
    expect(() => between(from, to)).toThrow(UnknownCalendarYear);
    expect(() => between(from, to)).toThrow(unknown(year));
    expect(() => between(to, from)).toThrow(unknown(year));
  });

  it('is not guessed at when days are added', () => {
    expect(() => after('1999-06-01', 1)).toThrow(unknown(1999));
    expect(() => after('1999-06-01', 0)).toThrow(unknown(1999));
    expect(() => after(`${next - 1}-12-31`, 1)).toThrow(unknown(next));
    expect(after(`${next - 1}-12-31`, 0)).toBe(`${next - 1}-12-31`);
    expect(() => WORKING_CALENDAR.workingDayFrom(day(`${next}-01-01`))).toThrow(unknown(next));
  });

  it('is one of which only the first days were announced, and any year from which a gap parts the last', () => {
    const holidays = ['2009-10-01', '2011-10-01', '2012-10-01', '2013-01-01'];
    const calendar = new WorkingCalendar('a test', { holidays, makeUpDays: [] });
    expect(calendar.version).toBe('a test, 2011-2012');
    expect(() => calendar.workingDaysBetween(day('2009-10-01'), day('2012-10-01'))).toThrow(UnknownCalendarYear);
    expect(() => calendar.workingDaysBetween(day('2012-12-31'), day('2013-01-02'))).toThrow(UnknownCalendarYear);
    expect(calendar.workingDaysBetween(day('2011-09-30'), day('2011-10-04'))).toBe(2);
  });

  it.each([-1, 0.5, NaN])('has nothing to do with a number of days such as %d', (count) => {
    expect(() => after('2021-06-15', count)).toThrow(RangeError);
  });
});

describe('any days', () => {
  const any = fc.integer({ min: FIRST, max: LAST });
  const count = (from: number, to: number) => WORKING_CALENDAR.workingDaysBetween(from, to);

  it('add up', () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(count(a, b) + count(b, c)).toBe(count(a, c));
      }),
    );
  });

  it('are no fewer when there is more time, by a day at most for each', () => {
    fc.assert(
      fc.property(any, any, fc.nat(60), (from, to, longer) => {
        fc.pre(to + longer <= LAST);
        const more = count(from, to + longer) - count(from, to);
        expect(more).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(longer);
      }),
    );
  });

  it('give way to the first working day that is not before them', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST + 1, max: LAST }), (given) => {
        fc.pre(count(given - 1, LAST) > 0);
        const found = WORKING_CALENDAR.workingDayFrom(given);
        expect(count(found - 1, found)).toBe(1);
        expect(count(given - 1, found - 1)).toBe(0);
      }),
    );
  });

  it('are added by what is counted, and to the first day that has as many', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 600 }), (from, days) => {
        fc.pre(count(from, LAST) >= days);
        const to = WORKING_CALENDAR.addWorkingDays(from, days);
        expect(count(from, to)).toBe(days);
        expect(count(from, to - 1)).toBe(days - 1);
      }),
    );
  });
});
