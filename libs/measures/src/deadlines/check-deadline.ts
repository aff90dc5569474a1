import { daysOf, difference, toDays, type Bounds, type DaySpan, type Instant } from '#time';
import type { CaseHistory, HistoryStep } from '../case-history.js';
import { firstOf, sinceFirst } from '../since-first.js';
import { endsCase } from '../undone.js';
import type { Due } from './due.js';

/**
 * How a deadline stands. `missed`: it certainly passed, and nothing came. `ended`: the case had ended by then in another
 * way. `undecidable`: the dates leave open whether what came, or the end, or the question, was before it or after it.
 */
export const STANDINGS = ['in_time', 'late', 'missed', 'pending', 'ended', 'undecidable'] as const;
export type Standing = (typeof STANDINGS)[number];

/** A deadline with its arithmetic, in local days of the case. */
export interface CheckedDeadline {
  readonly start: DaySpan;
  readonly due: DaySpan;
  readonly standing: Standing;
  /** What decides how it stands: what met it, else what ended the case, else that it is asked about now. */
  readonly decidedBy: 'act' | 'end' | 'now';
  /** The first that met it, or that ended the case; null if there is none. */
  readonly stepId: string | null;
  /** When that was, or the day it is asked about. */
  readonly until: DaySpan;
  /** Local days from the start until then; dates that say little may still be known to lie close together. */
  readonly daysAfter: Bounds;
  /** Days from the last day in time until then; 0 or less is in time. */
  readonly daysOver: Bounds;
}

export interface DeadlineChecked {
  readonly history: CaseHistory;
  readonly asOf: Instant;
  /** The time begins at the first of them; at least one. */
  readonly starts: readonly HistoryStep[];
  readonly due: Due;
  /** What meets it, in order of occurrence. */
  readonly acts: readonly HistoryStep[];
}

/** What may have come after the start is taken to have. */
export function checkDeadline({ history, asOf, starts, due, acts }: DeadlineChecked): CheckedDeadline {
  const { timeZone } = history;
  const begun = firstOf(starts);
  const first = (steps: readonly HistoryStep[]) => firstAfter(history, starts, steps, due);
  const act = first(acts);
  const end = first(history.steps.filter((step) => endsCase(history, step)));
  const now = { earliest: asOf, latest: asOf + 1 };
  const between = difference(begun, now);
  const asked = {
    ...{ stepId: null, until: now, daysAfter: toDays(begun, now, between, timeZone) },
    daysOver: due.over(now, between),
  };
  const decidedBy = act ? 'act' : end && end.daysOver.low <= 0 ? 'end' : 'now';
  const { stepId, until, daysAfter, daysOver } = { act, end, now: asked }[decidedBy]!;
  return {
    start: daysOf(begun, timeZone),
    due: due.days,
    standing: STANDING_OF[decidedBy](daysOver),
    decidedBy,
    stepId,
    until: daysOf(until, timeZone),
    daysAfter,
    daysOver,
  };
}

const decide =
  (before: Standing, after: Standing) =>
  ({ low, high }: Bounds): Standing =>
    high <= 0 ? before : low > 0 ? after : 'undecidable';

const STANDING_OF = {
  act: decide('in_time', 'late'),
  end: decide('ended', 'missed'),
  now: decide('pending', 'missed'),
} as const;

/** The first of some steps came no later than each of them. */
function firstAfter(history: CaseHistory, starts: readonly HistoryStep[], steps: readonly HistoryStep[], due: Due) {
  const begun = firstOf(starts);
  const after = steps.flatMap((step) => {
    const between = sinceFirst(history, starts, step);
    if (between.high < 0) return [];
    const days = toDays(begun, step.interval, between, history.timeZone);
    return [{ step, days, over: due.over(step.interval, between) }];
  });
  if (after.length === 0) return undefined;
  return {
    stepId: after[0]!.step.stepId,
    until: firstOf(after.map(({ step }) => step)),
    daysAfter: least(after.map(({ days }) => days)),
    daysOver: least(after.map(({ over }) => over)),
  };
}

function least(bounds: readonly Bounds[]): Bounds {
  return { low: Math.min(...bounds.map(({ low }) => low)), high: Math.min(...bounds.map(({ high }) => high)) };
}
