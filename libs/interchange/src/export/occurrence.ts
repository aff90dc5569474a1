import type { CaseInFrame, StandingStep } from './case-in-frame.js';
import { isoWithOffset, type Instant } from '#time';

/** When a step happened, as tools take it that want one moment of each: it is marked whether that is one. */
export interface Occurrence {
  /** The earliest moment that it may have happened, never before its case; with the offset of the case's time zone. */
  readonly timestamp: string;
  /** Whether a time of day is known: then the timestamp is when it happened, to the minute at least. */
  readonly precise: boolean;
  /** As it was recorded: `2021`, `2021-06`… */
  readonly edtf: string;
  readonly earliest: string;
  /** The first moment that is too late. */
  readonly latest: string;
}

const MINUTE_MS = 60_000;

export function occurrenceIn({ state, history }: CaseInFrame, { step, interval }: StandingStep): Occurrence {
  const { earliest, latest } = interval;
  const at = (instant: Instant) => isoWithOffset(state.timeZone, instant);
  const openedAt = history.opening!.interval.earliest;
  return {
    // Steps of a vague date are told in their order, and none before the opening.
    timestamp: at(Math.max(earliest, openedAt)),
    precise: latest - earliest <= MINUTE_MS,
    edtf: step.content.occurredAt ?? step.recordedAt,
    earliest: at(earliest),
    latest: at(latest),
  };
}
