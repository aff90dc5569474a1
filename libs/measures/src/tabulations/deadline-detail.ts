import { isoDate, type DaySpan } from '#time';
import type { CheckedDeadline } from '../deadlines/index.js';
import type { Fact } from './fact.js';

/** A deadline as a fact tells it: days as ISO dates, first and last; days over as bounds, 0 or less being in time. */
export function deadlineDetail(deadline: CheckedDeadline | null): NonNullable<Fact['detail']> {
  if (deadline === null) return {};
  const { start, due, until, decidedBy, stepId, daysAfter, daysOver } = deadline;
  return {
    ...span('start', start),
    ...span('due', due),
    decidedBy,
    decidedByStep: stepId,
    ...span('until', until),
    daysAfterLow: daysAfter.low,
    daysAfterHigh: daysAfter.high,
    daysOverLow: daysOver.low,
    daysOverHigh: daysOver.high,
  };
}

function span(name: string, { first, last }: DaySpan): NonNullable<Fact['detail']> {
  return { [`${name}First`]: isoDate(first), [`${name}Last`]: isoDate(last) };
}
