import { localDate, type Instant } from '#time';

/** How long the periods are that clocks are grouped by, by when they started. */
export const PERS = ['year', 'quarter', 'month'] as const;
export type Per = (typeof PERS)[number];

/** The period of an instant, as EDTF: `2021`, `2021-01/2021-03`, `2021-02`. */
export function periodOf(instant: Instant, per: Per, timeZone: string): string {
  const [year, month] = localDate(timeZone, instant).split('-') as [string, string];
  if (per === 'year') return year;
  if (per === 'month') return `${year}-${month}`;
  const first = 3 * Math.floor((Number(month) - 1) / 3) + 1;
  return `${year}-${twoDigits(first)}/${year}-${twoDigits(first + 2)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
