import type { Correction } from '#cases';
import type { Interval } from '#time';

/** An event as a fold is handed it, in the newest schema of its type. */
export interface ReplayedEvent {
  readonly id: string;
  readonly type: string;
  /** What its stream is about. */
  readonly kind: 'case' | 'union' | 'report';
  /** The id of the case, union or report. */
  readonly subject: string;
  readonly stream: string;
  /** Place in its stream: 0 for the first. */
  readonly revision: number;
  /** Place in the log: opaque, and sortable as a text. */
  readonly position: string;
  /** The date as it was given (EDTF); null where none was. */
  readonly occurredAt: string | null;
  /** What that date means: milliseconds since 1970, `latest` not included. Without a date it is when it was recorded. */
  readonly happened: Interval;
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What was applied to `data`, oldest first; empty where the log is replayed as it is. */
  readonly corrections: readonly Pick<Correction, 'stepId' | 'why' | 'recordedAt' | 'recordedBy'>[];
}
