import fc from 'fast-check';
import { localDayOf, UnknownCalendarYear, WORKING_CALENDAR } from '#time';
import { observe, type MeasuredClock } from './clock.js';
import { engagementsOf } from './engagement.js';
import { historyOf } from './history-of.js';
import { lengthOf } from './length.js';
import { called, deflected, intervened, opened, toldCase, type Told } from './test-case.js';

const SHANGHAI = 'Asia/Shanghai';
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const TODAY = '2026-06-15T12:00+08:00';

function firstReply(steps: readonly Told[], asOf = TODAY): MeasuredClock {
  const [engagement] = engagementsOf(historyOf(toldCase(...steps)), () => null);
  return observe(engagement!.clocks.first_reply!, Date.parse(asOf), SHANGHAI) as MeasuredClock;
}

const lengths = (clock: MeasuredClock) => ({
  seconds: lengthOf(clock, 'seconds', SHANGHAI),
  days: lengthOf(clock, 'days', SHANGHAI),
  workingDays: lengthOf(clock, 'working_days', SHANGHAI),
});

describe('the length of a clock', () => {
  it('is told in seconds, days and working days', () => {
    const clock = firstReply([
      opened('2024-01-01'),
      called('1', 'a', '2024-02-08T10:00'),
      deflected('2', 'a', '2024-02-19'),
    ]);
    expect(lengths(clock)).toEqual({
      seconds: clock.seconds,
      days: { low: 11, high: 11 },
      workingDays: { low: 3, high: 3 },
    });
  });

  it('grows through silence by the working days up to the instant asked about', () => {
    const silent = [opened('2024-09-01'), called('1', 'a', '2024-09-30', { outcome: 'no_answer' })];
    const workingDays = (asOf: string) => lengths(firstReply(silent, asOf)).workingDays;
    expect(workingDays('2024-09-30T23:00+08:00')).toEqual({ low: 0, high: 0 });
    expect(workingDays('2024-10-08T00:00+08:00')).toEqual({ low: 1, high: 1 });
    expect(workingDays('2024-10-12T09:00+08:00')).toEqual({ low: 5, high: 5 });
    expect(workingDays('2024-09-01T09:00+08:00')).toEqual({ low: 0, high: 0 });
  });

  it('is that of silence from a vague date to the end of what may have passed', () => {
    const silent = [opened('2024-09-01'), called('1', 'a', '2024-10', { outcome: 'no_answer' })];
    const workingDays = (asOf: string) => lengths(firstReply(silent, asOf)).workingDays;
    expect(workingDays('2024-10-12T09:00+08:00')).toEqual({ low: 0, high: 5 });
    expect(workingDays('2024-11-04T09:00+08:00')).toEqual({ low: 2, high: 21 });
  });

  it('is that until the case came to another end', () => {
    const withdrawn: Told = ['2', 'Withdrawn', '2024-10-12'];
    const clock = firstReply([opened('2024-09-01'), called('1', 'a', '2024-09-30'), withdrawn]);
    expect(clock.end).toBe('competing');
    expect(lengths(clock).workingDays).toEqual({ low: 5, high: 5 });
  });

  it('is as short as a `since` says, and shorter where nobody works on those days', () => {
    const reply = (date: string) =>
      firstReply([
        opened('2024-01-01'),
        called('1', 'a', date),
        deflected('2', 'a', date, { since: { stepId: '1', atMost: 'P2D' } }),
      ]);
    expect(lengths(reply('2024')).workingDays).toEqual({ low: 0, high: 2 });
    expect(lengths(reply('2024-10-01/2024-10-07'))).toMatchObject({
      days: { low: 0, high: 2 },
      workingDays: { low: 0, high: 0 },
    });
  });

  it('is no longer than the surest of several replies leaves it', () => {
    const told = [opened('2021-01-01'), called('1', 'a', '2021-01-09'), deflected('2', 'a', '2021')];
    const clock = firstReply([...told, intervened('3', 'a', '2021-01-12')]);
    expect(lengths(clock)).toMatchObject({ days: { low: 0, high: 3 }, workingDays: { low: 0, high: 2 } });
  });

  it.each([
    ['1999-06-01', '1999-06-03', TODAY, 1999],
    ['2003', '2004-06-01', TODAY, 2003],
    ['2026-06-01', undefined, '2099-06-01T00:00+08:00', 2099],
  ])('is not told in working days from %s to %s, seen at %s', (call, reply, asOf, year) => {
    const steps = [opened('1998'), called('1', 'a', call)];
    const clock = firstReply(reply ? [...steps, deflected('2', 'a', reply)] : steps, asOf);
    expect(lengthOf(clock, 'seconds', SHANGHAI)).toBe(clock.seconds);
    expect(lengthOf(clock, 'days', SHANGHAI)).toBe(clock.days);
    const asked = () => lengthOf(clock, 'working_days', SHANGHAI);
    expect(asked).toThrow(UnknownCalendarYear);
    expect(asked).toThrow(expect.objectContaining({ year }));
  });

  /** A moment as somebody may have noted it: by the minute, the day, the month or the year. */
  const noted = (at: number, precision: number) => {
    const local = new Date(at + 8 * 60 * MINUTE).toISOString();
    return local.slice(0, precision) + (precision === 16 ? '+08:00' : '');
  };
  const precision = fc.constantFrom(16, 10, 7, 4);

  it('bounds what it was, however vaguely it was noted', () => {
    const from = Date.parse('2018-01-01T00:00+08:00') / MINUTE;
    const until = Date.parse('2024-12-01T00:00+08:00') / MINUTE;
    const moment = fc.integer({ min: from, max: until }).map((minute) => minute * MINUTE);
    const took = fc.oneof(fc.nat(3000), fc.nat(60_000)).map((minutes) => minutes * MINUTE);
    fc.assert(
      fc.property(moment, took, precision, precision, fc.boolean(), (call, length, first, second, related) => {
        const since = related ? { since: { stepId: '1', atMost: `P${Math.ceil(length / DAY)}D` } } : {};
        const reply = deflected('2', 'a', noted(call + length, second), since);
        const clock = firstReply([opened('2017'), called('1', 'a', noted(call, first)), reply]);
        const { days, workingDays } = lengths(clock);
        const day = (at: number) => localDayOf(SHANGHAI, at);
        const worked = WORKING_CALENDAR.workingDaysBetween(day(call), day(call + length));
        expect(workingDays.low).toBeLessThanOrEqual(worked);
        expect(workingDays.high).toBeGreaterThanOrEqual(worked);
        expect(workingDays.low).toBeLessThanOrEqual(days.low);
        expect(workingDays.high).toBeLessThanOrEqual(days.high);
      }),
      { numRuns: 500 },
    );
  });
});
