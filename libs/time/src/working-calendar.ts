import { DAY_MS, epochDay, type EpochDay } from './civil.js';

/** Which days differ from the week, by ISO 8601 date. */
export interface Exceptions {
  readonly holidays: readonly string[];
  /** Days at the weekend on which work is made up for. */
  readonly makeUpDays: readonly string[];
}

/** Asked about a day in a year whose holidays are not known. */
export class UnknownCalendarYear extends Error {
  constructor(
    readonly year: number,
    readonly calendar: string,
  ) {
    super(`the working days of ${year} are not known; the calendar is ${calendar}`);
    this.name = 'UnknownCalendarYear';
  }
}

/** The working days of some years without a gap: Monday to Friday, less holidays, and with make-up days. */
export class WorkingCalendar {
  readonly firstYear: number;
  readonly lastYear: number;
  /** What it was made from and the years it knows, such as `chinese-days 1.5.7, 2004-2026`. */
  readonly version: string;

  private readonly firstDay: EpochDay;
  /** How many working days there are up to and including each day, from the first known. */
  private readonly counts: Uint32Array;
  private readonly workingDays: readonly EpochDay[];

  constructor(source: string, { holidays, makeUpDays }: Exceptions) {
    [this.firstYear, this.lastYear] = knownYears(holidays);
    this.version = `${source}, ${this.firstYear}-${this.lastYear}`;
    this.firstDay = epochDay(this.firstYear, 1, 1);
    const off = new Set(holidays.map(dayOf));
    const madeUp = new Set(makeUpDays.map(dayOf));
    this.counts = new Uint32Array(epochDay(this.lastYear, 13, 1) - this.firstDay);
    const workingDays: EpochDay[] = [];
    this.counts.forEach((_, index) => {
      const day = this.firstDay + index;
      if (madeUp.has(day) || (!isWeekend(day) && !off.has(day))) workingDays.push(day);
      this.counts[index] = workingDays.length;
    });
    this.workingDays = workingDays;
  }

  /**
   * Working days after `from`, up to and including `to`; negative where `to` comes before `from`.
   * @throws UnknownCalendarYear when either day lies in a year that is not known.
   */
  workingDaysBetween(from: EpochDay, to: EpochDay): number {
    return this.countUpTo(to) - this.countUpTo(from);
  }

  /**
   * The day of the `count`-th working day after `day`, which itself is not counted; with 0, `day`.
   * @throws UnknownCalendarYear when `day`, or the days to count, reach into a year that is not known.
   */
  addWorkingDays(day: EpochDay, count: number): EpochDay {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a number of days: ${count}`);
    const before = this.countUpTo(day);
    if (count === 0) return day;
    const reached = this.workingDays[before + count - 1];
    if (reached === undefined) throw new UnknownCalendarYear(this.lastYear + 1, this.version);
    return reached;
  }

  /**
   * The day itself if it is a working day, else the next one that is.
   * @throws UnknownCalendarYear when the days looked at reach into a year that is not known.
   */
  workingDayFrom(day: EpochDay): EpochDay {
    const before = this.countUpTo(day);
    return this.workingDays[before - 1] === day ? day : this.addWorkingDays(day, 1);
  }

  private countUpTo(day: EpochDay): number {
    const count = this.counts[day - this.firstDay];
    if (count === undefined) throw new UnknownCalendarYear(yearOf(day), this.version);
    return count;
  }
}

/** A year is known once its National Day is: a notice for the year before may already name a day in January. */
function knownYears(holidays: readonly string[]): [first: number, last: number] {
  const years = new Set(holidays.filter((date) => date.endsWith('-10-01')).map((date) => Number(date.slice(0, 4))));
  const last = Math.max(...years);
  let first = last;
  while (years.has(first - 1)) first--;
  return [first, last];
}

function dayOf(date: string): EpochDay {
  const [year, month, day] = date.split('-').map(Number);
  return epochDay(year!, month!, day!);
}

function yearOf(day: EpochDay): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** 1970-01-01 was a Thursday. */
function isWeekend(day: EpochDay): boolean {
  const sinceSaturday = (((day + 5) % 7) + 7) % 7;
  return sinceSaturday < 2;
}
