import type { Opening } from '#cases';
import { addDuration, type Instant } from '#time';
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
 * opened, so that the year is counted from there, and may have ended before. Asking an agency for help begins it anew
 * (para. 2), which is told and not counted; unpaid wages do not run out during the employment (para. 4), which no event
 * tells either. A limit may be `expiring` as soon as it may end within 30 days.
 * @returns null for a history that ends before the opening
 */
export function arbitrationLimitOf(history: CaseHistory, asOf: Instant): ArbitrationLimit | null {
  const { opening, timeZone } = history;
  if (!opening) return null;
  const { disputes = [] } = opening.content as Opening;
  if (disputes.length === 0) return { standing: 'no_dispute', deadline: null, agenciesAsked: [], text: 'no dispute' };
  const due = dueAfter(opening.interval, timeZone, (day) => addDuration(day, 'P1Y'));
  const acts = history.steps.filter(({ type }) => type === 'ArbitrationFiled');
  const deadline = checkDeadline({ history, asOf, starts: [opening], due, acts });
  const agenciesAsked = history.steps.filter((step) => mayBeginAnew(history, opening, step, due));
  const text = arithmetic(deadline, { term: '1 year', met: 'filed' });
  return {
    standing: isExpiring(deadline) ? 'expiring' : NAMES[deadline.standing],
    deadline,
    agenciesAsked: agenciesAsked.map(({ stepId }) => stepId),
    text: agenciesAsked.length > 0 ? `${text}; an agency was asked, which may have begun the year anew` : text,
  };
}

function isExpiring({ standing, daysOver }: CheckedDeadline): boolean {
  return standing === 'pending' && daysOver.high >= -EXPIRING_DAYS;
}

function mayBeginAnew(history: CaseHistory, opening: HistoryStep, step: HistoryStep, due: Due): boolean {
  if (step.type !== 'AgencyContacted') return false;
  return due.over(step.interval, history.between(opening.stepId, step.stepId)).low <= 0;
}
