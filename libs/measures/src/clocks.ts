import type { Intervened, Resolved, UnionCalled } from '#cases';
import type { Bounds } from '#time';
import { openClock, stoppedClock, type Clock } from './clock.js';
import type { CaseHistory, HistoryStep } from './case-history.js';
import type { Measure } from './measure.js';
import { isCall, isIntervention, replyClass, showsAwareness } from './union-steps.js';

export type Clocks = Readonly<Record<Measure, Clock | null>>;

/** The name of what a step ends a clock with; undefined when it leaves it running. */
type Ending = (step: HistoryStep) => string | undefined;

/** Every clock of one engagement. `steps` are the union's own, in order of occurrence. */
export function clocksOf(history: CaseHistory, unionId: string, steps: readonly HistoryStep[]): Clocks {
  const contact = steps.find(isCall);
  const own = new Set(steps);
  const ofUnion =
    (ending: Ending): Ending =>
    (step) =>
      own.has(step) ? ending(step) : undefined;
  const caseEnding = endsCaseFor(unionId);
  const resolution = resolutionOf(history, unionId, steps);
  const withoutUnion: Ending = (step) =>
    step.type === 'Resolved' && !resolution(step) ? 'resolved_without_union' : withdrawal(step);
  const run = (start: HistoryStep | undefined, event: Ending, competing: Ending) =>
    start ? runClock(history, start, event, competing) : null;
  return {
    first_reply: run(contact, ofUnion(replyClass), caseEnding),
    intervention: run(contact, ofUnion(interventionClass), caseEnding),
    awareness: run(history.opening, ofUnion(awarenessClass), caseEnding),
    resolution: run(history.opening, resolution, withoutUnion),
  };
}

interface Candidate {
  readonly step: HistoryStep;
  readonly name: string;
  readonly between: Bounds;
}

/**
 * Runs a clock from `start` to the first step that ends it. Where dates leave open whether an event or a competing end
 * came first, the event counts; a competing end takes precedence only if it certainly came before.
 */
function runClock(history: CaseHistory, start: HistoryStep, event: Ending, competing: Ending): Clock {
  const others = candidates(history, start, competing);
  const events = candidates(history, start, event).filter(
    ({ step }) => !others.some((other) => history.between(other.step.stepId, step.stepId).low > 0),
  );
  if (events.length > 0) return stop(history, start, events, { class: events[0]!.name });
  if (others.length > 0) return stop(history, start, others, { cause: others[0]!.name });
  return openClock(start.interval);
}

/** The steps that may have come after the start and end the clock, in order of occurrence. */
function candidates(history: CaseHistory, start: HistoryStep, ending: Ending): Candidate[] {
  const found: Candidate[] = [];
  for (const step of history.steps) {
    const name = step === start ? undefined : ending(step);
    if (name === undefined) continue;
    const between = history.between(start.stepId, step.stepId);
    if (between.high >= 0) found.push({ step, name, between });
  }
  return found;
}

/** The first of several came no later than each of them, so that the surest date bounds all. */
function stop(
  history: CaseHistory,
  start: HistoryStep,
  ends: readonly Candidate[],
  how: { class: string } | { cause: string },
) {
  const least = (of: (end: Candidate) => number) => Math.min(...ends.map(of));
  const interval = {
    earliest: least((end) => end.step.interval.earliest),
    latest: least((end) => end.step.interval.latest),
  };
  const between = { low: least((end) => end.between.low), high: least((end) => end.between.high) };
  return stoppedClock(start.interval, interval, between, history.timeZone, how);
}

const interventionClass: Ending = (step) => (isIntervention(step) ? 'intervened' : undefined);

const awarenessClass: Ending = (step) => {
  if (!showsAwareness(step)) return undefined;
  const { aware, prompted } = step.content as Partial<UnionCalled & Intervened>;
  return aware === 'yes' || prompted === 'unprompted' ? 'already_aware' : 'reached';
};

const withdrawal: Ending = (step) => (step.type === 'Withdrawn' ? 'withdrawn' : undefined);

const isCredited = (step: HistoryStep, unionId: string) =>
  (step.content as Resolved).creditedTo?.some((credit) => credit.unionId === unionId) ?? false;

/** What ends a case for a union that has not answered yet: that it was given up, or resolved without this union. */
function endsCaseFor(unionId: string): Ending {
  return (step) => (step.type === 'Resolved' && !isCredited(step, unionId) ? 'resolved' : withdrawal(step));
}

/** A resolution is a union's own only if it is credited and intervened before; its class is the outcome. */
function resolutionOf(history: CaseHistory, unionId: string, steps: readonly HistoryStep[]): Ending {
  return (step) => {
    if (step.type !== 'Resolved' || !isCredited(step, unionId)) return undefined;
    const intervened = (own: HistoryStep) => isIntervention(own) && history.between(own.stepId, step.stepId).high >= 0;
    return steps.some(intervened) ? (step.content as Resolved).outcome : undefined;
  };
}
