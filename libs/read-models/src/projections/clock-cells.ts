import type { Clock, Measure } from '#measures';
import { localDayOf } from '#time';
import { outcomeOf } from '../views/outcome.js';
import { NULL } from './copy-lines.js';

export function clockColumns(measure: Measure): string[] {
  return [`${measure}_outcome`, `${measure}_low`, `${measure}_high`];
}

/**
 * The cells of a clock's columns, joined as COPY takes them: how it ended, and after how many days at least and at most; of
 * a running one the first and the last day on which it may have started, counted from 1970-01-01.
 */
export function clockCells(clock: Clock | null, timeZone: string): string {
  const outcome = outcomeOf(clock);
  if (clock?.end === 'open') {
    const { earliest, latest } = clock.start;
    return `${outcome}\t${localDayOf(timeZone, earliest)}\t${localDayOf(timeZone, latest - 1)}`;
  }
  return clock?.days ? `${outcome}\t${clock.days.low}\t${clock.days.high}` : `${outcome}\t${NULL}\t${NULL}`;
}
