import { DAY_MS, daysInMonth, epochDay, type EpochDay } from './civil.js';
import { durationParts } from './iso-duration.js';

/**
 * The day on which a time that is counted in days ends: the day it begins on is not counted, years and months end on the
 * day of the same number or on the last of a shorter month (Civil Code of the PRC, art. 201 and 202), and hours count as
 * the whole days that they may reach into.
 * @param text ISO 8601 duration
 * @throws InvalidDuration
 */
export function addDuration(day: EpochDay, text: string): EpochDay {
  const { years, months, days, ms } = durationParts(text);
  return addMonths(day, 12 * years + months) + days + Math.ceil(ms / DAY_MS);
}

function addMonths(day: EpochDay, months: number): EpochDay {
  if (months === 0) return day;
  const date = new Date(day * DAY_MS);
  const months0 = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const year = Math.floor(months0 / 12);
  const month = (months0 % 12) + 1;
  return epochDay(year, month, Math.min(date.getUTCDate(), daysInMonth(year, month)));
}
