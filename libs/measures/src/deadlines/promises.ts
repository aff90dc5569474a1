import type { Resolved, UnionResponded } from '#cases';
import { addDuration, parseEdtf, type Instant, type Interval } from '#time';
import type { CaseHistory, HistoryStep } from '../case-history.js';
import { follows } from '../follows.js';
import { isUndone } from '../undone.js';
import { isIntervention, unionOf } from '../union-steps.js';
import { arithmetic } from './arithmetic.js';
import { checkDeadline, type CheckedDeadline, type Standing } from './check-deadline.js';
import { dueAfter, dueBy, type Due } from './due.js';

export const PROMISE_STANDINGS = [
  'kept_in_time',
  'kept_late',
  'broken',
  'not_due',
  'lapsed',
  'undecidable',
  'without_deadline',
] as const;
export type PromiseStanding = (typeof PROMISE_STANDINGS)[number];

const NAMES: Readonly<Record<Standing, PromiseStanding>> = {
  in_time: 'kept_in_time',
  late: 'kept_late',
  missed: 'broken',
  pending: 'not_due',
  ended: 'lapsed',
  undecidable: 'undecidable',
};

/** A commitment or a meeting that a union promised. */
export interface UnionPromise {
  /** Of the answer that promised it. */
  readonly stepId: string;
  readonly unionId: string;
  readonly kind: UnionResponded['kind'];
  readonly made: Interval;
  readonly standing: PromiseStanding;
  /** Null without a deadline. */
  readonly deadline: CheckedDeadline | null;
  readonly text: string;
}

/**
 * The promises of a case, in order. One is kept by what that union does afterwards: by intervening, or by being credited
 * with a resolution. A promise "by" a date is in time until the end of that day, or of any day of a less precise date; one
 * "within" a time until the end of its last day. It lapses if the case ends before in another way.
 */
export function promisesOf(history: CaseHistory, asOf: Instant): UnionPromise[] {
  return history.steps.filter(isPromise).map((step) => promiseOf(history, step, asOf));
}

function isPromise({ type, content }: HistoryStep): boolean {
  return type === 'UnionResponded' && (content as UnionResponded).kind !== 'information';
}

function promiseOf(history: CaseHistory, step: HistoryStep, asOf: Instant): UnionPromise {
  const { unionId, kind, promisedWithin } = step.content as UnionResponded;
  const about = { stepId: step.stepId, unionId, kind, made: step.interval };
  const due = dueOf(history, step);
  if (!due) return { ...about, standing: 'without_deadline', deadline: null, text: 'no deadline' };
  const acts = history.steps.filter((act) => keeps(history, act, unionId) && follows(history, step, act));
  const deadline = checkDeadline({ history, asOf, starts: [step], due, acts });
  const text = arithmetic(deadline, { term: promisedWithin ?? null, met: 'kept' });
  return { ...about, standing: NAMES[deadline.standing], deadline, text };
}

function dueOf({ timeZone }: CaseHistory, { content, interval }: HistoryStep): Due | undefined {
  const { promisedBy, promisedWithin } = content as UnionResponded;
  if (promisedBy !== undefined) return dueBy(parseEdtf(promisedBy, timeZone), timeZone);
  if (promisedWithin === undefined) return undefined;
  return dueAfter(interval, timeZone, (day) => addDuration(day, promisedWithin));
}

function keeps(history: CaseHistory, step: HistoryStep, unionId: string): boolean {
  if (isIntervention(step)) return unionOf(step) === unionId;
  if (step.type !== 'Resolved' || isUndone(history, step)) return false;
  return ((step.content as Resolved).creditedTo ?? []).some((credit) => credit.unionId === unionId);
}
