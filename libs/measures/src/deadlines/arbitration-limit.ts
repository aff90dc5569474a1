import type { Opening } from '#cases';
import { addDuration, UnknownCalendarYear, WORKING_CALENDAR, type DueDay, type Instant } from '#time';
import type { CaseHistory, HistoryStep } from '../case-history.js';
import { arithmetic } from './arithmetic.js';
import { checkDeadline, type CheckedDeadline, type Standing } from './check-deadline.js';
import { dueAfter, type Due } from './due.js';

/** Warned of, while it runs. */
export const EXPIRING_DAYS = 30;

export const LIMIT_STANDINGS = [
  'filed_in_time',
  'filed_late',
  'expired',
  'expiring',
  'running',
  'ended',
  'undecidable',
  'unknown_calendar',
  'no_dispute',
] as const;
export type LimitStanding = (typeof LIMIT_STANDINGS)[number];

const NAMES: Readonly<Record<Standing, LimitStanding>> = {
  in_time: 'filed_in_time',
  late: 'filed_late',
  missed: 'expired',
  pending: 'running',
  ended: 'ended',
  undecidable: 'undecidable',
};

/** The time in which a dispute may be brought to arbitration, and what became of it. */
export interface ArbitrationLimit {
  readonly standing: LimitStanding;
  /** Null where no labour dispute is recorded. */
  readonly deadline: CheckedDeadline | null;
  /** Agencies that were asked for help while it may have run: each may have begun the year anew. */
  readonly agenciesAsked: readonly string[];
  readonly text: string;
}

/**
 * One year from the day on which the party knew, or should have known, of the infringement (Labour Dispute Mediation and
 * Arbitration Law of the PRC, 2007, art. 27). Events do not tell that day: the worker knew at the latest when the case
 * opened, so that the year is counted from there, and may have ended before. A last day that is no working day gives way
 * to the next one that is (Civil Code of the PRC, 2020, art. 203, as art. 200 and 201 before it: a period that ends on a
 * statutory day off ends on the day after it). Where the days off of that year are not known, only what is decided by
 * the year itself is told; the rest is `unknown_calendar`. Asking an agency for help begins the year anew (para. 2), which
 * is told and not counted; unpaid wages do not run out during the employment (para. 4), which no event tells either. A
 * limit may be `expiring` as soon as it may end within 30 days.
 * @returns null for a history that ends before the opening
 */
export function arbitrationLimitOf(history: CaseHistory, asOf: Instant): ArbitrationLimit | null {
  const { opening, timeZone } = history;
  if (!opening) return null;
  const { disputes = [] } = opening.content as Opening;
  if (disputes.length === 0) return { standing: 'no_dispute', deadline: null, agenciesAsked: [], text: 'no dispute' };
  const year = dueAfter(opening.interval, timeZone, nextYear);
  const moved = movedOn(opening, timeZone);
  const due = moved instanceof UnknownCalendarYear ? year : moved;
  const acts = history.steps.filter(({ type }) => type === 'ArbitrationFiled');
  const deadline = checkDeadline({ history, asOf, starts: [opening], due, acts });
  // Moving on gives more time: what is before the end of the year itself needs no calendar.
  if (moved instanceof UnknownCalendarYear && deadline.daysOver.high > 0) {
    return { standing: 'unknown_calendar', deadline: null, agenciesAsked: [], text: moved.message };
  }
  const agenciesAsked = history.steps.filter((step) => mayBeginAnew(history, opening, step, due));
  const hasMoved = due.days.first !== year.days.first || due.days.last !== year.days.last;
  const term = hasMoved ? '1 year to a working day' : '1 year';
  const text = arithmetic(deadline, { term, met: 'filed' });
  return {
    standing: isExpiring(deadline) ? 'expiring' : NAMES[deadline.standing],
    deadline,
    agenciesAsked: agenciesAsked.map(({ stepId }) => stepId),
    text: agenciesAsked.length > 0 ? `${text}; an agency was asked, which may have begun the year anew` : text,
  };
}

const nextYear: DueDay = (day) => addDuration(day, 'P1Y');

/** A year that the calendar lacks is told of its cases, and leaves the others be. */
function movedOn({ interval }: HistoryStep, timeZone: string): Due | UnknownCalendarYear {
  try {
    return dueAfter(interval, timeZone, (day) => WORKING_CALENDAR.workingDayFrom(nextYear(day)));
  } catch (error) {
    if (error instanceof UnknownCalendarYear) return error;
    throw error;
  }
}

function isExpiring({ standing, daysOver }: CheckedDeadline): boolean {
  return standing === 'pending' && daysOver.high >= -EXPIRING_DAYS;
}

function mayBeginAnew(history: CaseHistory, opening: HistoryStep, step: HistoryStep, due: Due): boolean {
  if (step.type !== 'AgencyContacted') return false;
  return due.over(step.interval, history.between(opening.stepId, step.stepId)).low <= 0;
}
