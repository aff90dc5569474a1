import type { Correction } from '#cases';
import type { RecordedEvent } from '#event-store';
import type { Interval } from '#time';

/** An event of a history, with what it says in that history. */
export interface Shown {
  /** With its content as it stands there. */
  readonly event: RecordedEvent;
  /** When it happened, by its own date alone. */
  readonly happened: Interval;
  readonly corrections: readonly Correction[];
}

/** Tells of each event of the log, in order, whether and how a history has it. */
export interface History {
  show(event: RecordedEvent): Promise<Shown | undefined>;
}
