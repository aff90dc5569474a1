import type { UnionCalled } from '#cases';
import { UnknownCalendarYear, WORKING_CALENDAR, type Instant, type Interval } from '#time';
import type { CaseHistory } from '../case-history.js';
import { firstOf, sinceFirst } from '../since-first.js';
import { isCall, replyClass, unionOf } from '../union-steps.js';
import { arithmetic } from './arithmetic.js';
import { checkDeadline, type CheckedDeadline, type Standing } from './check-deadline.js';
import { dueAfter, type Due } from './due.js';

export const CALL_STANDINGS = [
  'answered_in_time',
  'answered_late',
  'unanswered',
  'not_due',
  'ended',
  'undecidable',
  'unknown_calendar',
  'quarantined',
] as const;
export type CallStanding = (typeof CALL_STANDINGS)[number];

const NAMES: Readonly<Record<Standing, CallStanding>> = {
  in_time: 'answered_in_time',
  late: 'answered_late',
  missed: 'unanswered',
  pending: 'not_due',
  ended: 'ended',
  undecidable: 'undecidable',
};

/** How a union kept to the rule of 2015 that a call is handled within one working day. */
export interface HandledCall {
  readonly unionId: string;
  /** The first contact attempt. */
  readonly called: Interval;
  /** Whether the first attempt reached somebody who listened; if not, the call may not have been known of. */
  readonly reached: boolean;
  readonly standing: CallStanding;
  /** Null where nothing can be counted: the working days are not known, or what came first is quarantined. */
  readonly deadline: CheckedDeadline | null;
  readonly text: string;
}

/**
 * For each union that was called: whether a reply of any kind came by the end of the next working day of China after the
 * first contact attempt, whatever the time of day; in the order in which they were called.
 */
export function handledCallsOf(history: CaseHistory, asOf: Instant): HandledCall[] {
  const unionIds = new Set(history.steps.filter(isCall).map((call) => unionOf(call)!));
  return [...unionIds].map((unionId) => handledCall(history, unionId, asOf));
}

function handledCall(history: CaseHistory, unionId: string, asOf: Instant): HandledCall {
  const own = history.steps.filter((step) => unionOf(step) === unionId);
  const starts = own.filter(isCall);
  const acts = own.filter((step) => replyClass(step) !== undefined);
  const called = firstOf(starts);
  const about = { unionId, called, reached: (starts[0]!.content as UnionCalled).outcome === 'reached' };
  if (acts.length > 0 && acts.every((act) => sinceFirst(history, starts, act).high < 0)) {
    return { ...about, standing: 'quarantined', deadline: null, text: 'replied before it was called' };
  }
  const due = dueOf(called, history.timeZone);
  if (due instanceof UnknownCalendarYear) {
    return { ...about, standing: 'unknown_calendar', deadline: null, text: due.message };
  }
  const deadline = checkDeadline({ history, asOf, starts, due, acts });
  const text = arithmetic(deadline, { term: '1 working day', met: 'answered' });
  return { ...about, standing: NAMES[deadline.standing], deadline, text };
}

/** A year that the calendar lacks is told of its calls, and leaves the others be. */
function dueOf(called: Interval, timeZone: string): Due | UnknownCalendarYear {
  try {
    return dueAfter(called, timeZone, (day) => WORKING_CALENDAR.addWorkingDays(day, 1));
  } catch (error) {
    if (error instanceof UnknownCalendarYear) return error;
    throw error;
  }
}
