import { isoDate, type Bounds, type DaySpan } from '#time';
import type { CheckedDeadline } from './check-deadline.js';

/** How a deadline is told. */
export interface DeadlineWords {
  /** What is added to the start, such as `1 year`; null for a deadline that is a date. */
  readonly term: string | null;
  /** What meeting it is called, such as `answered`. */
  readonly met: string;
}

/**
 * The arithmetic as a text: `2021-06-15 + 1 working day = 2021-06-16; answered 2021-06-18: 2 days late`. Where dates say
 * little, how long after the start something came is told as well.
 */
export function arithmetic(deadline: CheckedDeadline, { term, met }: DeadlineWords): string {
  const { start, due, decidedBy, until, daysAfter, daysOver } = deadline;
  const rule = term === null ? `due ${daysText(due)}` : `${daysText(start)} + ${term} = ${daysText(due)}`;
  const what = { act: met, end: 'case ended', now: `not ${met} by` }[decidedBy];
  const isVague = term !== null && decidedBy !== 'now' && !(isOneDay(start) && isOneDay(until));
  const after = isVague ? `, ${count(daysAfter.low, daysAfter.high)} after` : '';
  return `${rule}; ${what} ${daysText(until)}${after}: ${RESULTS[decidedBy](daysOver)}`;
}

const RESULTS: Readonly<Record<CheckedDeadline['decidedBy'], (daysOver: Bounds) => string>> = {
  act({ low, high }) {
    if (low > 0) return `${count(low, high)} late`;
    return high <= 0 ? 'in time' : `in time, or up to ${count(high)} late`;
  },
  end: ({ high }) => (high <= 0 ? 'before it was due' : `before it was due, or up to ${count(high)} after`),
  now({ low, high }) {
    if (low > 0) return `${count(low, high)} over`;
    return high <= 0 ? `${count(-high, -low)} left` : `up to ${count(-low)} left, or up to ${count(high)} over`;
  },
};

function count(low: number, high = low): string {
  const days = high === 1 ? '1 day' : `${high} days`;
  return low === high ? days : `${low} to ${days}`;
}

function isOneDay({ first, last }: DaySpan): boolean {
  return first === last;
}

function daysText(days: DaySpan): string {
  return isOneDay(days) ? isoDate(days.first) : `${isoDate(days.first)}/${isoDate(days.last)}`;
}
