import type { Revision } from '#event-store';

/** Who writes, on whose behalf, and on what belief. */
export interface WriteContext {
  /** The caller's identity; comes from authentication, never from a body. */
  readonly recordedBy: string;
  /** Joins everything that one request caused. */
  readonly correlationId: string;
  /** The event or message that led to this write. */
  readonly causationId?: string;
  /** Refuse unless the stream is at this revision (If-Match). */
  readonly expected?: Revision;
}

/** Where a step was recorded. A retry gets what the first attempt got. */
export interface Recorded {
  readonly stepId: string;
  readonly revision: Revision;
  readonly position: string;
}
