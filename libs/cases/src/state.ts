import { DEFAULT_TIME_ZONE, type Interval } from '#time';
import type { CaseContent, CaseEventType, StepType } from './event-types.js';

/** One version of a step giving way to the next. */
export interface Correction {
  /** Of the correction; it names the version that now stands. */
  readonly stepId: string;
  readonly why: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** What the step said before. */
  readonly previous: object;
}

export interface Retraction {
  readonly stepId: string;
  readonly why: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
}

export interface StepOf<Type extends StepType> {
  /** Of the event that recorded it first, whatever corrected it since. */
  readonly stepId: string;
  readonly type: Type;
  /** What it says now. */
  readonly content: CaseContent<Type>;
  /** When it happened, by its own date alone. */
  readonly interval: Interval;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** Oldest first. */
  readonly corrections: readonly Correction[];
  readonly retracted?: Retraction;
}

/** A step with all its corrections applied; its `type` tells what its `content` is. */
export type Step = { [Type in StepType]: StepOf<Type> }[StepType];

/** What a case remembers of every event, so that a retry finds its own and the case can be written down. */
export interface KnownEvent {
  /** Of the step that the event recorded, corrected or retracted. */
  readonly stepId: string;
  readonly type: CaseEventType;
  readonly content: object;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

export interface CaseState {
  readonly caseId: string;
  /** Of the last event; -1 before the case is opened. */
  readonly revision: number;
  /** Of the opening. */
  readonly timeZone: string;
  readonly openingId: string | undefined;
  /** By the id of the event that recorded it first, in the order of recording; retracted steps included. */
  readonly steps: ReadonlyMap<string, Step>;
  /** By event id, in the order of recording. */
  readonly events: ReadonlyMap<string, KnownEvent>;
}

export function emptyCase(caseId: string): CaseState {
  return {
    caseId,
    revision: -1,
    timeZone: DEFAULT_TIME_ZONE,
    openingId: undefined,
    steps: new Map(),
    events: new Map(),
  };
}

/** The id that names a step's latest version, which is what a correction or a retraction must name. */
export function currentVersionOf(step: Step): string {
  return step.corrections.at(-1)?.stepId ?? step.stepId;
}

/** The step that an id names, be it the step's own, a correction's or a retraction's. */
export function stepNamed(state: CaseState, id: string): Step | undefined {
  const event = state.events.get(id);
  return event && state.steps.get(event.stepId);
}

export function openingOf(state: CaseState): Step | undefined {
  return state.openingId === undefined ? undefined : state.steps.get(state.openingId);
}
