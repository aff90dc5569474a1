import fc from 'fast-check';
import edtf from 'edtf';
import { edtfProblem, InvalidDate, isEdtf, parseEdtf, UnknownTimeZone, type Interval } from './index.js';

const ZONES = ['UTC', 'Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];

function iso({ earliest, latest }: Interval): [string, string] {
  return [new Date(earliest).toISOString().slice(0, -5), new Date(latest).toISOString().slice(0, -5)];
}

function contains(outer: Interval, inner: Interval): boolean {
  return outer.earliest <= inner.earliest && inner.latest <= outer.latest;
}

describe('parsing a date', () => {
  it.each([
    ['2021', 'Asia/Shanghai', '2020-12-31T16:00:00', '2021-12-31T16:00:00'],
    ['2021-06', 'Asia/Shanghai', '2021-05-31T16:00:00', '2021-06-30T16:00:00'],
    ['2021-12', 'UTC', '2021-12-01T00:00:00', '2022-01-01T00:00:00'],
    ['2021-06-15', 'Asia/Shanghai', '2021-06-14T16:00:00', '2021-06-15T16:00:00'],
    ['2020-02-29', 'UTC', '2020-02-29T00:00:00', '2020-03-01T00:00:00'],
    ['2000-02-29', 'UTC', '2000-02-29T00:00:00', '2000-03-01T00:00:00'],
    ['2021-21', 'UTC', '2021-03-01T00:00:00', '2021-06-01T00:00:00'],
    ['2021-22', 'UTC', '2021-06-01T00:00:00', '2021-09-01T00:00:00'],
    ['2021-23', 'UTC', '2021-09-01T00:00:00', '2021-12-01T00:00:00'],
    ['2020-24', 'UTC', '2020-12-01T00:00:00', '2021-03-01T00:00:00'],
    ['2021-06-15T14:00', 'Asia/Shanghai', '2021-06-15T06:00:00', '2021-06-15T06:01:00'],
    ['2021-06-15T14:00+08:00', 'UTC', '2021-06-15T06:00:00', '2021-06-15T06:01:00'],
    ['2021-06-15T14:00-05:30', 'UTC', '2021-06-15T19:30:00', '2021-06-15T19:31:00'],
    ['2021-06-15T14:00Z', 'Asia/Shanghai', '2021-06-15T14:00:00', '2021-06-15T14:01:00'],
    ['2021-06-15T23:59:59', 'UTC', '2021-06-15T23:59:59', '2021-06-16T00:00:00'],
    ['2021-06/2021-08', 'UTC', '2021-06-01T00:00:00', '2021-09-01T00:00:00'],
    ['2020-24/2021-21', 'UTC', '2020-12-01T00:00:00', '2021-06-01T00:00:00'],
    ['2021-06-15T10:00Z/2021-06-15', 'UTC', '2021-06-15T10:00:00', '2021-06-16T00:00:00'],
    ['2021-06-15/2021-06', 'UTC', '2021-06-15T00:00:00', '2021-07-01T00:00:00'],
    ['2021/2021', 'UTC', '2021-01-01T00:00:00', '2022-01-01T00:00:00'],
  ])('%s in %s runs from %s to %s', (text, zone, earliest, latest) => {
    expect(iso(parseEdtf(text, zone))).toEqual([earliest, latest]);
  });

  it('is a millisecond wide when milliseconds are given', () => {
    const earliest = Date.parse('2021-06-15T14:00:05.123Z');
    expect(parseEdtf('2021-06-15T14:00:05.123Z', 'UTC')).toEqual({ earliest, latest: earliest + 1 });
    expect(parseEdtf('2021-06-15T22:00:05.123', 'Asia/Shanghai')).toEqual({ earliest, latest: earliest + 1 });
  });

  it.each([
    ['2021-02-30', 'there is no such day in that month'],
    ['2021-02-29', 'there is no such day in that month'],
    ['1900-02-29', 'there is no such day in that month'],
    ['2021-04-31', 'there is no such day in that month'],
    ['2021-06-00', 'there is no such day in that month'],
    ['2021-13', 'there is no such month or season'],
    ['2021-00', 'there is no such month or season'],
    ['2021-20', 'there is no such month or season'],
    ['2021-25', 'there is no such month or season'],
    ['2021-13-01', 'there is no such month'],
    ['2021-21-01', 'there is no such month'],
    ['2021-06-15T24:00', 'there is no such time of day'],
    ['2021-06-15T14:60', 'there is no such time of day'],
    ['2021-06-15T23:59:60Z', 'there is no such time of day (leap seconds are not accepted)'],
    ['2021-06-15T14:00+24:00', 'there is no such offset from UTC'],
    ['2021-06-15T14:00+08:60', 'there is no such offset from UTC'],
    ['2021-08/2021-06', 'the interval ends before it starts'],
    ['2021-06-15/2021-06-14', 'the interval ends before it starts'],
    ['2021-06-15T10:01Z/2021-06-15T10:00Z', 'the interval ends before it starts'],
    ['2021-13/2022', 'there is no such month or season'],
  ])('refuses %s: %s', (text, reason) => {
    expect(() => parseEdtf(text, 'UTC')).toThrow(InvalidDate);
    expect(edtfProblem(text)).toBe(reason);
  });

  it.each([
    ...[
      '',
      ' ',
      '21',
      '202',
      '20211',
      '2021-',
      '2021-6',
      '2021-6-15',
      '2021-06-1',
      '2021-06-',
      '2021/06',
      '2021.06.15',
    ],
    ...['2021-06-15T', '2021-06-15T14', '2021-06-15T14:', '2021-06-15T14:0', '2021-06-15T14:00:', '2021-06-15T14:00:5'],
    ...['2021-06-15 14:00', '2021-06-15t14:00', '2021-06-15T14:00z', '2021-06-15T14:00:05.', '2021-06-15T14:00:05.12'],
    ...[
      '2021-06-15T14:00:05.1234',
      '2021-06-15T14:00+8',
      '2021-06-15T14:00+0800',
      '2021-06-15T14:00+08',
      '2021-06-15T14:00Z ',
    ],
    ...[
      '2021-06-15T14:00Zx',
      '2021-06-15T14:00+08:00x',
      '2021-06-15Z',
      '2021?',
      '2021~',
      '2021%',
      '202X',
      '2021-XX',
      'Y12021',
    ],
    ...[
      '-2021',
      '+2021',
      '2021-06-15?',
      '2021/',
      '/2021',
      '../2021',
      '2021/..',
      '2021/2022/2023',
      '[2021,2022]',
      '{2021}',
    ],
    ...[
      'today',
      '1623736800',
      '15.06.2021',
      '06/15/2021',
      '2021年6月',
      '２０２１',
      '2021\n',
      '\u00002021',
      '2021-06-15T14:00−05:00',
    ],
    ...['2021-W24', '2021-166', '2021'.repeat(1000)],
  ])('refuses %p and says what is accepted', (text) => {
    expect(edtfProblem(text)).toMatch(/^expected YYYY, YYYY-MM, .* are not accepted$/);
    expect(() => parseEdtf(text, 'UTC')).toThrow(InvalidDate);
  });

  it.each([undefined, null, 2021, {}, ['2021'], new Date()])('refuses %p, which is no text', (value) => {
    expect(isEdtf(value)).toBe(false);
    expect(() => parseEdtf(value as string, 'UTC')).toThrow(InvalidDate);
  });

  it('carries the text and the reason, and keeps a long text out of the message', () => {
    const text = 'x'.repeat(10_000);
    const error = new InvalidDate(text, 'why');
    expect(error).toMatchObject({ text, reason: 'why', name: 'InvalidDate' });
    expect(error.message.length).toBeLessThan(100);
  });

  it('refuses a time zone that does not exist, where one is needed', () => {
    expect(() => parseEdtf('2021', 'Asia/Peking')).toThrow(UnknownTimeZone);
    expect(() => parseEdtf('2021-06-15T14:00', 'Asia/Peking')).toThrow(UnknownTimeZone);
  });
});

describe('any date', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
  const zone = fc.constantFrom(...ZONES);
  const offset = fc.constantFrom('Z', '+08:00', '-05:30', '+14:00', '-11:00');
  const precise = fc.tuple(day, fc.constantFrom('', ...ZONES), offset);

  /** The same date in every precision, from the year to the millisecond. */
  function precisions(date: Date): string[] {
    return [4, 7, 10, 16, 19, 23].map((length) => date.toISOString().slice(0, length));
  }

  it('means no more when said more precisely, in any zone', () => {
    fc.assert(
      fc.property(day, zone, (date, timeZone) => {
        const intervals = precisions(date).map((text) => parseEdtf(text, timeZone));
        intervals.slice(1).forEach((inner, i) => expect(contains(intervals[i]!, inner)).toBe(true));
        intervals.forEach(({ earliest, latest }) => expect(latest).toBeGreaterThan(earliest));
      }),
      { numRuns: 500 },
    );
  });

  it('lies in the season of its month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2100 }),
        fc.integer({ min: 1, max: 12 }),
        zone,
        (year, month, timeZone) => {
          const season = month < 3 ? `${year - 1}-24` : `${year}-${20 + Math.floor(month / 3)}`;
          const text = `${year}-${String(month).padStart(2, '0')}`;
          expect(contains(parseEdtf(season, timeZone), parseEdtf(text, timeZone))).toBe(true);
        },
      ),
    );
  });

  it('spans what lies between the two ends of an interval, and no more when an end is narrower', () => {
    fc.assert(
      fc.property(day, day, zone, fc.nat(5), fc.nat(5), (a, b, timeZone, i, j) => {
        const [from, to] = a <= b ? [a, b] : [b, a];
        const span = (x: number, y: number) => parseEdtf(`${precisions(from)[x]}/${precisions(to)[y]}`, timeZone);
        const outer = span(Math.min(i, 2), Math.min(j, 2));
        expect(outer.earliest).toBe(parseEdtf(precisions(from)[Math.min(i, 2)]!, timeZone).earliest);
        expect(outer.latest).toBe(parseEdtf(precisions(to)[Math.min(j, 2)]!, timeZone).latest);
        expect(contains(outer, span(Math.max(i, 2), Math.max(j, 2)))).toBe(true);
      }),
    );
  });

  it('is read back from the instants it runs between', () => {
    fc.assert(
      fc.property(day, zone, fc.nat(5), (date, timeZone, precision) => {
        const interval = parseEdtf(precisions(date)[precision]!, timeZone);
        const written = `${new Date(interval.earliest).toISOString()}/${new Date(interval.latest - 1).toISOString()}`;
        expect(parseEdtf(written, 'UTC')).toEqual(interval);
      }),
    );
  });

  it('with an offset is the same in every zone', () => {
    fc.assert(
      fc.property(precise, fc.integer({ min: 3, max: 5 }), ([date, , suffix], precision) => {
        const text = precisions(date)[precision]! + suffix;
        const [first, ...others] = ZONES.map((timeZone) => parseEdtf(text, timeZone));
        others.forEach((interval) => expect(interval).toEqual(first));
        expect(first!.earliest).toBe(Date.parse(text));
      }),
    );
  });

  it('agrees with the edtf package, which reads everything in UTC and times as instants', () => {
    const text = fc.oneof(
      fc.tuple(day, fc.nat(2)).map(([date, precision]) => precisions(date)[precision]!),
      fc
        .tuple(day, fc.integer({ min: 3, max: 5 }), fc.constantFrom('Z', '+08:00', '-05:30', '+13:00'))
        .map(([date, precision, suffix]) => precisions(date)[precision]! + suffix),
    );
    fc.assert(
      fc.property(text, (date) => {
        const { min, max } = edtf(date);
        const { earliest, latest } = parseEdtf(date, 'UTC');
        expect(earliest).toBe(min);
        if (!date.includes('T')) expect(latest - 1).toBe(max);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with the edtf package about intervals', () => {
    fc.assert(
      fc.property(day, day, fc.nat(2), (a, b, precision) => {
        const [from, to] = a <= b ? [a, b] : [b, a];
        const text = `${precisions(from)[precision]}/${precisions(to)[precision]}`;
        // The package refuses an interval from a date to itself.
        fc.pre(precisions(from)[precision] !== precisions(to)[precision]);
        const { min, max } = edtf(text);
        expect(parseEdtf(text, 'UTC')).toEqual({ earliest: min, latest: max + 1 });
      }),
      { numRuns: 200 },
    );
  });

  it('that the profile accepts is EDTF to the edtf package as well', () => {
    const digit = fc.constantFrom(...'0123456789');
    const mangled = fc
      .tuple(
        day,
        fc.nat(5),
        fc.constantFrom('', 'Z', '+08:00'),
        fc.nat(25),
        fc.oneof(digit, fc.constantFrom(...'-:T.Z+/?~X ')),
      )
      .map(([date, precision, suffix, at, char]) => {
        const text = precisions(date)[precision]! + (precision > 2 ? suffix : '');
        return text.slice(0, at) + char + text.slice(at + 1);
      });
    fc.assert(
      fc.property(mangled, (text) => {
        // The package knows no offset of more than 14 hours and no span of seasons or of mixed precision.
        if (!isEdtf(text) || /[+-](1[4-9]|2\d):\d\d$/.test(text) || text.includes('/')) return;
        expect(() => edtf(text)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});
