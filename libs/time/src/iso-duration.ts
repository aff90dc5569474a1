import { DAY_MS } from './civil.js';

/** A duration in milliseconds; a calendar month or year has no single length, so both ends are kept. */
export interface DurationRange {
  readonly min: number;
  readonly max: number;
}

/** A text that is no ISO 8601 duration, or one too long to compute with. */
export class InvalidDuration extends Error {
  constructor(
    readonly text: string,
    readonly reason: string,
  ) {
    super(`"${text.slice(0, 64)}" is no valid duration: ${reason}`);
    this.name = 'InvalidDuration';
  }
}

const ACCEPTED =
  'expected an ISO 8601 duration such as P1D, P2W, P3M, PT36H or P1DT12H30M; ' +
  'whole numbers, seconds with up to three decimals';

const PATTERN =
  /^P(?=[\dT])(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.(\d{1,3}))?S)?)?$/;

const MAX_MS = 10_000 * 366 * DAY_MS;

/** What a duration is made of. */
export interface DurationParts {
  readonly years: number;
  readonly months: number;
  /** Weeks included. */
  readonly days: number;
  /** Hours, minutes and seconds, in milliseconds. */
  readonly ms: number;
}

/**
 * The least and the greatest length of a duration. A day is 24 hours, a month 28 to 31 days, a year 365 to 366.
 * @throws InvalidDuration
 */
export function parseIsoDuration(text: string): DurationRange {
  const parts = durationParts(text);
  return { min: lengthOf(parts, 365, 28), max: longest(parts) };
}

/** @throws InvalidDuration */
export function durationParts(text: string): DurationParts {
  const matched = typeof text === 'string' ? PATTERN.exec(text) : null;
  if (!matched) throw new InvalidDuration(String(text), ACCEPTED);
  const [, years, months, weeks, days, hours, minutes, seconds, fraction] = matched;
  const parts = {
    years: count(years),
    months: count(months),
    days: count(weeks) * 7 + count(days),
    ms:
      count(hours) * 3_600_000 +
      count(minutes) * 60_000 +
      count(seconds) * 1000 +
      (fraction ? Number(fraction.padEnd(3, '0')) : 0),
  };
  if (longest(parts) > MAX_MS) throw new InvalidDuration(text, 'it is longer than 10,000 years');
  return parts;
}

function longest(parts: DurationParts): number {
  return lengthOf(parts, 366, 31);
}

function lengthOf({ years, months, days, ms }: DurationParts, daysInYear: number, daysInMonth: number): number {
  return (years * daysInYear + months * daysInMonth + days) * DAY_MS + ms;
}

/** Why a text is no duration, or undefined when it is one. */
export function durationProblem(text: unknown): string | undefined {
  if (typeof text !== 'string') return 'expected a text';
  try {
    parseIsoDuration(text);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidDuration) return error.reason;
    throw error;
  }
}

export function isIsoDuration(text: unknown): text is string {
  return durationProblem(text) === undefined;
}

function count(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits);
}
