import { DAY_MS, daysInMonth, epochDay } from './civil.js';
import type { Interval } from './interval.js';
import { localDay, localTime } from './time-zone.js';

/** A text that is no date of the accepted profile, or names a date that does not exist. */
export class InvalidDate extends Error {
  constructor(
    readonly text: string,
    readonly reason: string,
  ) {
    super(`"${text.slice(0, 64)}" is no valid date: ${reason}`);
    this.name = 'InvalidDate';
  }
}

const ACCEPTED =
  'expected YYYY, YYYY-MM, YYYY-MM-DD, a season YYYY-21 to YYYY-24, ' +
  'YYYY-MM-DDTHH:MM with optional :SS or :SS.mmm and optional Z or ±HH:MM, or two of these joined by "/"; ' +
  'qualifiers (?, ~, %), unspecified digits (X), open ends and sets are not accepted';

const MAX_LENGTH = 64;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The month each season starts in; the northern hemisphere's, as the codes 21 to 24 name them. */
const SEASON_STARTS = { 21: 3, 22: 6, 23: 9, 24: 12 } as Readonly<Record<number, number>>;

/**
 * The moments that an imprecise date may mean, as `[earliest, latest)`. Precision decides the width: a year, a season
 * of three months (21 spring from March, 22 summer from June, 23 autumn from September, 24 winter from December of that
 * year to February of the next), a month, a day, a minute, a second or a millisecond. `A/B` runs from A's earliest to
 * B's latest. What carries no offset is read in `timeZone`; a local time shown twice, as clocks went back, means both.
 * @throws InvalidDate, UnknownTimeZone
 */
export function parseEdtf(text: string, timeZone: string): Interval {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) throw new InvalidDate(String(text), ACCEPTED);
  const slash = text.indexOf('/');
  return slash < 0 ? parseDate(text, timeZone) : parseSpan(text, slash, timeZone);
}

/** Why a text is no date of the profile, or undefined when it is one. */
export function edtfProblem(text: unknown): string | undefined {
  if (typeof text !== 'string') return 'expected a text';
  try {
    parseEdtf(text, 'UTC');
    return undefined;
  } catch (error) {
    if (error instanceof InvalidDate) return error.reason;
    throw error;
  }
}

export function isEdtf(text: unknown): text is string {
  return edtfProblem(text) === undefined;
}

function parseSpan(text: string, slash: number, timeZone: string): Interval {
  const { earliest } = parseDate(text.slice(0, slash), timeZone);
  const { latest } = parseDate(text.slice(slash + 1), timeZone);
  if (latest <= earliest) throw new InvalidDate(text, 'the interval ends before it starts');
  return { earliest, latest };
}

function parseDate(text: string, timeZone: string): Interval {
  const { length } = text;
  const year = digits(text, 0, 4);
  if (year < 0) throw new InvalidDate(text, ACCEPTED);
  if (length === 4) return days(text, timeZone, epochDay(year, 1, 1), epochDay(year + 1, 1, 1));
  const month = digits(text, 5, 7);
  if (month < 0 || text.charCodeAt(4) !== DASH) throw new InvalidDate(text, ACCEPTED);
  if (length === 7) return parseMonth(text, timeZone, year, month);
  const day = digits(text, 8, 10);
  if (day < 0 || text.charCodeAt(7) !== DASH) throw new InvalidDate(text, ACCEPTED);
  if (month < 1 || month > 12) throw new InvalidDate(text, 'there is no such month');
  if (day < 1 || day > daysInMonth(year, month)) throw new InvalidDate(text, 'there is no such day in that month');
  const date = epochDay(year, month, day);
  return length === 10 ? days(text, timeZone, date, date + 1) : parseTime(text, timeZone, date);
}

function parseMonth(text: string, timeZone: string, year: number, month: number): Interval {
  const seasonStart = SEASON_STARTS[month];
  if (seasonStart !== undefined) return months(text, timeZone, year, seasonStart, 3);
  if (month < 1 || month > 12) throw new InvalidDate(text, 'there is no such month or season');
  return months(text, timeZone, year, month, 1);
}

function months(text: string, timeZone: string, year: number, month: number, count: number): Interval {
  const end = month + count;
  return days(
    text,
    timeZone,
    epochDay(year, month, 1),
    end > 12 ? epochDay(year + 1, end - 12, 1) : epochDay(year, end, 1),
  );
}

function days(text: string, timeZone: string, first: number, afterLast: number): Interval {
  const { earliest } = localDay(timeZone, first);
  const { latest } = localDay(timeZone, afterLast - 1);
  if (latest <= earliest) throw noSuchDay(text, timeZone);
  return { earliest, latest };
}

function noSuchDay(text: string, timeZone: string): InvalidDate {
  return new InvalidDate(text, `there was no such day in ${timeZone}`);
}

/** Reads `THH:MM[:SS[.mmm]]` and an optional offset, from the tenth character on. */
function parseTime(text: string, timeZone: string, date: number): Interval {
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  if (hour < 0 || minute < 0 || text.charCodeAt(10) !== LETTER_T || text.charCodeAt(13) !== COLON) {
    throw new InvalidDate(text, ACCEPTED);
  }
  if (hour > 23 || minute > 59) throw new InvalidDate(text, 'there is no such time of day');
  let msOfDay = hour * HOUR_MS + minute * MINUTE_MS;
  let width = MINUTE_MS;
  let end = 16;
  if (text.charCodeAt(end) === COLON) {
    const second = digits(text, 17, 19);
    if (second < 0) throw new InvalidDate(text, ACCEPTED);
    if (second > 59) throw new InvalidDate(text, 'there is no such time of day (leap seconds are not accepted)');
    msOfDay += second * 1000;
    width = 1000;
    end = 19;
    if (text.charCodeAt(end) === DOT) {
      const millisecond = digits(text, 20, 23);
      if (millisecond < 0) throw new InvalidDate(text, ACCEPTED);
      msOfDay += millisecond;
      width = 1;
      end = 23;
    }
  }
  if (text.length === end) {
    const interval = localTime(timeZone, date, msOfDay, width);
    if (!interval) throw noSuchDay(text, timeZone);
    return interval;
  }
  const earliest = date * DAY_MS + msOfDay - parseOffset(text, end);
  return { earliest, latest: earliest + width };
}

function parseOffset(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if (sign === LETTER_Z && text.length === at + 1) return 0;
  const hours = digits(text, at + 1, at + 3);
  const minutes = digits(text, at + 4, at + 6);
  const complete = text.length === at + 6 && text.charCodeAt(at + 3) === COLON && hours >= 0 && minutes >= 0;
  if (!complete || (sign !== PLUS && sign !== DASH)) throw new InvalidDate(text, ACCEPTED);
  if (hours > 23 || minutes > 59) throw new InvalidDate(text, 'there is no such offset from UTC');
  const offset = hours * HOUR_MS + minutes * MINUTE_MS;
  return sign === PLUS ? offset : -offset;
}

const PLUS = 0x2b;
const DASH = 0x2d;
const DOT = 0x2e;
const DIGIT_0 = 0x30;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** The number in `text[from, to)`, or -1 when it is not all digits. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    // Beyond the end the code is NaN, which fails the comparison as well.
    const digit = text.charCodeAt(i) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}
