import type { Intervened, Resolved, UnionCalled } from '#cases';
import type { Bounds } from '#time';
import { openClock, quarantinedClock, stoppedClock, type Clock } from './clock.js';
import type { Compete } from './compete.js';
import type { CaseHistory, HistoryStep } from './case-history.js';
import type { Measure } from './measure.js';
import { firstOf, sinceFirst } from './since-first.js';
import { isUndone } from './undone.js';
import { isCall, isIntervention, replyClass, showsAwareness, unionOf } from './union-steps.js';

export type Clocks = Readonly<Record<Measure, Clock | null>>;

/** The name of what a step ends a clock with; undefined when it leaves it running. */
export type Ending = (step: HistoryStep) => string | undefined;

/** What ends a clock: nothing but these steps can, which are in order of occurrence. */
export interface Endings {
  readonly steps: readonly HistoryStep[];
  readonly ending: Ending;
}

/**
 * Every clock of one engagement; of several, those that stop when any of the unions acts.
 * @param unionIds the union, or unions
 * @param steps their own, in order of occurrence
 * @param compete what ends the clocks in another way besides the ending of the case
 */
export function clocksOf(
  history: CaseHistory,
  unionIds: ReadonlySet<string>,
  steps: readonly HistoryStep[],
  compete: readonly Compete[] = [],
): Clocks {
  const calls = steps.filter(isCall);
  const opening = history.opening ? [history.opening] : [];
  const ofUnion = (ending: Ending): Endings => ({ steps, ending });
  const resolution = resolutionOf(history, unionIds, steps);
  const ends = history.steps.filter(({ type }) => ENDS.has(type));
  const otherwise = (resolved: string): Endings => ({
    steps: ends,
    ending: (step) => filing(step, compete) ?? caseEnding(history, step, resolution, resolved),
  });
  const resolved = otherwise('resolved');
  const run = (starts: readonly HistoryStep[], event: Endings, competing: Endings) =>
    starts.length > 0 ? runClock(history, starts, event, competing) : null;
  return {
    first_reply: run(calls, ofUnion(replyClass), resolved),
    intervention: run(calls, ofUnion(interventionClass), resolved),
    awareness: run(opening, ofUnion(awarenessClass), resolved),
    resolution: run(opening, { steps: ends, ending: resolution }, otherwise('resolved_without_union')),
  };
}

/** The types of what may end a case, or the clocks of its unions, without a union. */
const ENDS: ReadonlySet<string> = new Set(['Resolved', 'Withdrawn', 'ArbitrationFiled', 'CourtFiled']);

interface Candidate {
  readonly step: HistoryStep;
  readonly name: string;
  /** From the start. */
  readonly between: Bounds;
}

/**
 * Runs a clock from the first of `starts` to the first step that ends it. Where dates leave open whether an event or a
 * competing end came first, the event counts; a competing end takes precedence only if it certainly came before it, and
 * after the start.
 */
export function runClock(
  history: CaseHistory,
  starts: readonly HistoryStep[],
  event: Endings,
  competing: Endings,
): Clock {
  const others = candidates(history, starts, competing);
  const surely = others.filter(({ between }) => between.low >= 0);
  const isFirst = ({ step }: Candidate) =>
    !surely.some((other) => history.between(other.step.stepId, step.stepId).low > 0);
  const events = candidates(history, starts, event).filter(isFirst);
  if (events.length > 0) return stop(history, starts, events, { class: events[0]!.name });
  if (others.length > 0) return stop(history, starts, others, { cause: others[0]!.name });
  return beforeStart(starts, event) ?? openClock(firstOf(starts));
}

/** The clock of what stopped before it started; undefined when nothing did. */
function beforeStart(starts: readonly HistoryStep[], event: Endings): Clock | undefined {
  const early = event.steps.filter((step) => event.ending(step) !== undefined);
  return early.length > 0 ? quarantinedClock(firstOf(starts), firstOf(early), 'event_before_start') : undefined;
}

/** The steps that may have come after the start and end the clock, in order of occurrence: they are taken to have. */
function candidates(history: CaseHistory, starts: readonly HistoryStep[], { steps, ending }: Endings): Candidate[] {
  const found: Candidate[] = [];
  for (const step of steps) {
    const name = ending(step);
    if (name === undefined) continue;
    const between = sinceFirst(history, starts, step);
    if (between.high >= 0) found.push({ step, name, between });
  }
  return found;
}

/**
 * The first of several came no later than each of them, so that the surest date bounds all; and from whichever start was
 * the first, it took no longer than the end that is nearest to that start.
 */
function stop(
  history: CaseHistory,
  starts: readonly HistoryStep[],
  ends: readonly Candidate[],
  how: { class: string } | { cause: string },
) {
  const steps = ends.map(({ step }) => step);
  const nearest = (start: HistoryStep) =>
    Math.min(...steps.map((step) => history.between(start.stepId, step.stepId).high));
  const between = {
    low: Math.min(...ends.map((end) => end.between.low)),
    high: starts.length === 1 && ends.length === 1 ? ends[0]!.between.high : Math.max(...starts.map(nearest)),
  };
  return stoppedClock(firstOf(starts), firstOf(steps), between, history.timeZone, how);
}

const interventionClass: Ending = (step) => (isIntervention(step) ? 'intervened' : undefined);

const awarenessClass: Ending = (step) => {
  if (!showsAwareness(step)) return undefined;
  const { aware, prompted } = step.content as Partial<UnionCalled & Intervened>;
  return aware === 'yes' || prompted === 'unprompted' ? 'already_aware' : 'reached';
};

/** What a filing ends a clock with, where filings compete. */
function filing({ type }: HistoryStep, compete: readonly Compete[]): string | undefined {
  if (type === 'ArbitrationFiled' && compete.includes('arbitration')) return 'arbitration_filed';
  if (type === 'CourtFiled' && compete.includes('court')) return 'court_filed';
  return undefined;
}

/** How a step ended the case for a union that did not: it was given up, or resolved without this union. */
function caseEnding(history: CaseHistory, step: HistoryStep, resolution: Ending, resolved: string): string | undefined {
  if (step.type === 'Withdrawn') return isUndone(history, step) ? undefined : 'withdrawn';
  if (step.type !== 'Resolved' || isUndone(history, step) || resolution(step) !== undefined) return undefined;
  return resolved;
}

/** A resolution is a union's own only if it is credited and intervened before; its class is the outcome. */
function resolutionOf(history: CaseHistory, unionIds: ReadonlySet<string>, steps: readonly HistoryStep[]): Ending {
  return (step) => {
    if (step.type !== 'Resolved') return undefined;
    const { outcome, creditedTo = [] } = step.content as Resolved;
    const credited = new Set(creditedTo.map(({ unionId }) => unionId).filter((id) => id && unionIds.has(id)));
    if (credited.size === 0 || isUndone(history, step)) return undefined;
    const intervened = (own: HistoryStep) =>
      isIntervention(own) && credited.has(unionOf(own)) && history.between(own.stepId, step.stepId).high >= 0;
    return steps.some(intervened) ? outcome : undefined;
  };
}
