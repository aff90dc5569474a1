import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { DAY_MS } from './civil.js';
import { addDuration, InvalidDuration, isoDate } from './index.js';

const day = (date: string) => Date.parse(date) / DAY_MS;

describe('the day on which a time ends', () => {
  it.each([
    ['2021-06-15', 'P1D', '2021-06-16'],
    ['2021-06-15', 'P2W', '2021-06-29'],
    ['2021-06-15', 'P1Y', '2022-06-15'],
    ['2020-02-29', 'P1Y', '2021-02-28'],
    ['2021-01-31', 'P1M', '2021-02-28'],
    ['2021-12-31', 'P2M', '2022-02-28'],
    ['2021-06-15', 'PT36H', '2021-06-17'],
    ['2021-06-15', 'PT48H', '2021-06-17'],
    ['2021-06-15', 'PT0S', '2021-06-15'],
  ])('from %s after %s is %s', (from, duration, end) => {
    expect(isoDate(addDuration(day(from), duration))).toBe(end);
  });

  it('is that of Temporal, for days, months and years', () => {
    const some = fc.record({ years: fc.nat(300), months: fc.nat(40), weeks: fc.nat(60), days: fc.nat(400) });
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), some, (from, duration) => {
        const { years, months, weeks, days } = duration;
        const expected = Temporal.PlainDate.from('1970-01-01').add({ days: from }).add(duration).toString();
        expect(isoDate(addDuration(from, `P${years}Y${months}M${weeks}W${days}D`))).toBe(expected);
      }),
    );
  });

  it('needs a duration', () => {
    expect(() => addDuration(0, 'soon')).toThrow(InvalidDuration);
  });
});
