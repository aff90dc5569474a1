import fc from 'fast-check';
import { InvalidDate, isTimeZone, parseEdtf, UnknownTimeZone } from './index.js';
import { isoWithOffset, localDay, localDayOf } from './time-zone.js';
import { ZoneOffsets } from './zone-offsets.js';

/** Zones that shift by an hour, by half of one, over midnight, by a day, that did long ago, and that never do. */
const ZONES = [
  ...[
    'Europe/Berlin',
    'America/New_York',
    'Asia/Shanghai',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'America/Havana',
  ],
  ...['America/Sao_Paulo', 'Pacific/Apia', 'Africa/Casablanca', 'Asia/Kathmandu', 'Asia/Hong_Kong', 'UTC'],
];
const DAY = 86_400_000;
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(1930, 0, 1), max: Date.UTC(2060, 0, 1) });

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a local clock shows, by a conversion that is not ours: `2021-06-15T14:00:00`. */
function clock(timeZone: string, moment: number): string {
  let format = formats.get(timeZone);
  if (!format) {
    const calendar = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, ...calendar, ...time });
    formats.set(timeZone, format);
  }
  return format.format(moment).replace(' ', 'T');
}

/** Moments near changes of the clocks, where mistakes live. */
const nearChange = fc
  .tuple(zone, instant, fc.integer({ min: -2 * DAY, max: 2 * DAY }))
  .map(([timeZone, moment, shift]) => ({ timeZone, moment: nextChange(timeZone, moment) + shift }));

function nextChange(timeZone: string, from: number): number {
  const offset = (moment: number) => Date.parse(`${clock(timeZone, moment)}Z`) - Math.floor(moment / 1000) * 1000;
  for (let moment = from; moment < from + 300 * DAY; moment += 20 * DAY) {
    if (offset(moment) !== offset(moment + 20 * DAY)) {
      let [low, high] = [moment, moment + 20 * DAY];
      while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2);
        if (offset(middle) === offset(low)) low = middle;
        else high = middle;
      }
      return high;
    }
  }
  return from;
}

describe('a local time', () => {
  it.each([instant.chain((moment) => zone.map((timeZone) => ({ timeZone, moment }))), nearChange])(
    'read back from a clock means the moment it was shown, in every precision',
    (moments) => {
      fc.assert(
        fc.property(moments, ({ timeZone, moment }) => {
          for (const length of [4, 7, 10, 16, 19]) {
            const { earliest, latest } = parseEdtf(clock(timeZone, moment).slice(0, length), timeZone);
            expect(earliest).toBeLessThanOrEqual(moment);
            expect(latest).toBeGreaterThan(moment);
          }
        }),
        { numRuns: 400 },
      );
    },
  );

  it('that the clocks showed twice means both, and what lies between', () => {
    expect(parseEdtf('2021-10-31T02:30', 'Europe/Berlin')).toEqual({
      earliest: Date.parse('2021-10-31T02:30+02:00'),
      latest: Date.parse('2021-10-31T02:31+01:00'),
    });
  });

  it('that the clocks skipped is read off a clock that had not been put forward', () => {
    expect(parseEdtf('2021-03-28T02:30', 'Europe/Berlin')).toEqual({
      earliest: Date.parse('2021-03-28T02:30+01:00'),
      latest: Date.parse('2021-03-28T02:31+01:00'),
    });
  });

  it.each(['2024-03-30T23:00', '2024-03-30T23:30', '2024-03-30T23:59:59', '2024-03-30T23:59:59.999'])(
    'that the clocks skipped at the end of a day is the last of that day: %s',
    (time) => {
      const day = parseEdtf('2024-03-30', 'America/Nuuk');
      const { earliest, latest } = parseEdtf(time, 'America/Nuuk');
      expect(latest).toBe(day.latest);
      expect(earliest).toBeGreaterThanOrEqual(day.latest - 60_000);
      expect(earliest).toBeLessThan(latest);
    },
  );

  it('lies inside its day, be it shown once, twice or not at all', () => {
    const days = fc.tuple(nearChange, fc.nat(24 * 60 - 1));
    fc.assert(
      fc.property(days, ([{ timeZone, moment }, minute]) => {
        const date = clock(timeZone, moment).slice(0, 10);
        const day = parseEdtf(date, timeZone);
        const time = new Date(minute * 60_000).toISOString().slice(11, 16);
        const { earliest, latest } = parseEdtf(`${date}T${time}`, timeZone);
        expect(earliest).toBeGreaterThanOrEqual(day.earliest);
        expect(latest).toBeLessThanOrEqual(day.latest);
      }),
      { numRuns: 400 },
    );
  });

  it('is none on a day that the zone left out', () => {
    const reason = 'there was no such day in Pacific/Apia';
    for (const time of ['00:00', '10:00', '23:59:59']) {
      expect(() => parseEdtf(`2011-12-30T${time}`, 'Pacific/Apia')).toThrow(reason);
    }
  });

  it('knows the summer time that China had from 1986 to 1991', () => {
    expect(parseEdtf('1988-07-01', 'Asia/Shanghai').earliest).toBe(Date.parse('1988-07-01T00:00+09:00'));
    expect(parseEdtf('1988-12-01T12:00', 'Asia/Shanghai').earliest).toBe(Date.parse('1988-12-01T12:00+08:00'));
    expect(parseEdtf('1995-07-01', 'Asia/Shanghai').earliest).toBe(Date.parse('1995-07-01T00:00+08:00'));
  });
});

describe('a local day', () => {
  const dayNumber = (date: string) => Date.parse(date) / DAY;

  it.each([
    ['2021-03-28', 'Europe/Berlin', 23],
    ['2021-10-31', 'Europe/Berlin', 25],
    ['2021-10-30', 'Europe/Berlin', 24],
    ['2021-04-04', 'Australia/Lord_Howe', 24.5],
    ['2018-11-04', 'America/Sao_Paulo', 23],
    ['2018-02-17', 'America/Sao_Paulo', 25],
  ])('%s in %s has %d hours', (date, timeZone, hours) => {
    const { earliest, latest } = localDay(timeZone, dayNumber(date));
    expect((latest - earliest) / 3_600_000).toBe(hours);
  });

  it('begins when the clocks skip its midnight', () => {
    expect(localDay('America/Sao_Paulo', dayNumber('2018-11-04')).earliest).toBe(Date.parse('2018-11-04T03:00Z'));
  });

  it('holds both its first hours where the clocks go back to midnight', () => {
    const { earliest, latest } = localDay('America/Havana', dayNumber('2021-11-07'));
    expect([earliest, latest]).toEqual([Date.parse('2021-11-07T04:00Z'), Date.parse('2021-11-08T05:00Z')]);
    expect(localDay('America/Havana', dayNumber('2021-11-06')).latest).toBe(earliest);
  });

  it('that a zone left out is no date there', () => {
    expect(() => parseEdtf('2011-12-30', 'Pacific/Apia')).toThrow(InvalidDate);
    expect(() => parseEdtf('2011-12-30', 'Pacific/Apia')).toThrow('there was no such day in Pacific/Apia');
    expect(parseEdtf('2011-12', 'Pacific/Apia').latest).toBe(Date.parse('2012-01-01T00:00+14:00'));
  });

  it('is the one the clock shows, unless a later one had begun', () => {
    fc.assert(
      fc.property(nearChange, ({ timeZone, moment }) => {
        const shown = dayNumber(clock(timeZone, moment).slice(0, 10));
        const day = localDayOf(timeZone, moment);
        expect([shown, shown + 1]).toContain(day);
        if (day > shown) expect(localDay(timeZone, day).earliest).toBeLessThanOrEqual(moment);
        else expect(localDay(timeZone, day).latest).toBeGreaterThan(moment);
      }),
      { numRuns: 400 },
    );
  });

  it('has begun for good, though the clocks go back over its midnight', () => {
    const [before, after] = ['2005-10-30T00:00:30-02:30', '2005-10-29T23:30:00-03:30'].map(Date.parse);
    expect(localDayOf('America/St_Johns', before!)).toBe(dayNumber('2005-10-30'));
    expect(localDayOf('America/St_Johns', after!)).toBe(dayNumber('2005-10-30'));
    expect(localDay('America/St_Johns', dayNumber('2005-10-29')).latest).toBe(Date.parse('2005-10-30T00:00-03:30'));
  });

  it('never goes back as time goes on', () => {
    fc.assert(
      fc.property(nearChange, fc.nat(2 * DAY), ({ timeZone, moment }, later) => {
        expect(localDayOf(timeZone, moment + later)).toBeGreaterThanOrEqual(localDayOf(timeZone, moment));
      }),
      { numRuns: 400 },
    );
  });
});

describe('the offset of a zone', () => {
  const change = Date.parse('2021-03-28T01:00Z');
  const next = Date.parse('2021-10-31T01:00Z');

  it.each([change, change + 1, next - 1])(
    'asked for at %d, holds from the change before to the one after',
    (moment) => {
      expect(new ZoneOffsets('Europe/Berlin').at(moment)).toEqual({ from: change, until: next, offset: 7_200_000 });
    },
  );

  it('is found again, whatever was asked in between', () => {
    const offsets = new ZoneOffsets('Europe/Berlin');
    const moments = fc.array(fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2030, 0, 1) }));
    fc.assert(
      fc.property(moments, (asked) => {
        for (const moment of asked) expect(offsets.at(moment)).toEqual(new ZoneOffsets('Europe/Berlin').at(moment));
      }),
      { numRuns: 20 },
    );
  });

  it('is one for ever where the clocks never change', () => {
    expect(new ZoneOffsets('UTC').at(0)).toEqual({ from: -Infinity, until: Infinity, offset: 0 });
  });
});

describe('a time zone', () => {
  it.each(['Asia/Shanghai', 'UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+8'])('is %s', (name) =>
    expect(isTimeZone(name)).toBe(true),
  );

  it.each([
    ...[
      '',
      'Asia/Peking',
      'asia/shanghai',
      'Mars/Olympus',
      '+08:00',
      '-05:00',
      'Z',
      'Asia/Shanghai ',
      'Asia/Shanghai\0',
      '../etc/passwd',
    ],
    ...[undefined, null, 8, {}, 'x'.repeat(1000)],
  ])('is not %p', (name) => {
    expect(isTimeZone(name)).toBe(false);
    expect(isTimeZone(name)).toBe(false);
  });

  it('that does not exist is a typed error with its name', () => {
    expect(() => localDay('Mars/Olympus', 0)).toThrow(UnknownTimeZone);
    expect(() => localDay('Mars/Olympus', 0)).toThrow('unknown time zone: Mars/Olympus');
  });
});

describe('a moment with its offset', () => {
  it.each([
    ['Asia/Shanghai', '2021-06-15T06:00:00.000Z', '2021-06-15T14:00:00.000+08:00'],
    ['America/New_York', '2022-03-02T14:00:00.000Z', '2022-03-02T09:00:00.000-05:00'],
    ['America/New_York', '2022-07-02T14:00:00.000Z', '2022-07-02T10:00:00.000-04:00'],
    ['Asia/Kathmandu', '2022-01-01T00:00:00.000Z', '2022-01-01T05:45:00.000+05:45'],
    ['Asia/Shanghai', '1899-12-31T00:00:00.000Z', '1899-12-31T00:00:00.000Z'],
  ])('in %s at %s reads %s', (timeZone, instant, text) => {
    expect(isoWithOffset(timeZone, Date.parse(instant))).toBe(text);
    expect(Date.parse(text)).toBe(Date.parse(instant));
  });
});
