import fc from 'fast-check';
import { durationProblem, InvalidDuration, isIsoDuration, parseIsoDuration } from './index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('parsing a duration', () => {
  it.each([
    ['PT0S', 0, 0],
    ['P0D', 0, 0],
    ['P1D', DAY, DAY],
    ['P2W', 14 * DAY, 14 * DAY],
    ['PT36H', 36 * HOUR, 36 * HOUR],
    ['PT90M', 1.5 * HOUR, 1.5 * HOUR],
    ['PT5S', 5000, 5000],
    ['PT0.5S', 500, 500],
    ['PT1.005S', 1005, 1005],
    ['P1M', 28 * DAY, 31 * DAY],
    ['P3M', 84 * DAY, 93 * DAY],
    ['P1Y', 365 * DAY, 366 * DAY],
    ['P1Y2M3W4DT5H6M7.008S', 446 * DAY + 5 * HOUR + 367_008, 453 * DAY + 5 * HOUR + 367_008],
    ['P10000Y', 3_650_000 * DAY, 3_660_000 * DAY],
  ])('%s lasts from %d to %d ms', (text, min, max) => {
    expect(parseIsoDuration(text)).toEqual({ min, max });
  });

  it.each([
    ...[
      '',
      'P',
      'PT',
      'P1',
      '1D',
      'P1DT',
      'PT1D',
      'P1H',
      'p1d',
      'P-1D',
      '-P1D',
      '+P1D',
      'P1.5D',
      'PT1,5S',
      'PT1.S',
      'PT.5S',
    ],
    ...['PT1.2345S', 'P1D ', ' P1D', 'P1D2W', 'PT5M3H', 'P1D1D', 'P1DP1D', '1 day', 'P٣D', 'P1D\n', 'PT1S\0'],
    ...[undefined, null, 1, {}, ['P1D']],
  ])('refuses %p and says what is accepted', (text) => {
    expect(durationProblem(text)).toMatch(/^expected /);
    expect(isIsoDuration(text)).toBe(false);
    expect(() => parseIsoDuration(text as string)).toThrow(InvalidDuration);
  });

  it.each(['P10001Y', 'P999999999W', 'PT999999999H'])('refuses %s, which is longer than 10,000 years', (text) => {
    expect(durationProblem(text)).toBe('it is longer than 10,000 years');
  });

  it('adds up its parts, whatever they are', () => {
    const part = fc.nat(500);
    fc.assert(
      fc.property(
        part,
        part,
        part,
        part,
        part,
        part,
        fc.nat(999),
        (months, weeks, days, hours, minutes, seconds, ms) => {
          const fraction = String(ms).padStart(3, '0');
          const exact = (weeks * 7 + days) * DAY + hours * HOUR + minutes * 60_000 + seconds * 1000 + ms;
          expect(parseIsoDuration(`P${months}M${weeks}W${days}DT${hours}H${minutes}M${seconds}.${fraction}S`)).toEqual({
            min: exact + months * 28 * DAY,
            max: exact + months * 31 * DAY,
          });
        },
      ),
    );
  });
});
