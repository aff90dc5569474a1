import type { Position } from '#event-store';

/** `booting` until the end of the log was first reached; `retired` when a newer version has taken its place. */
export type ProjectionState = 'booting' | 'running' | 'paused' | 'failed' | 'retired';

/** Why a projection stands still. Without an event (`null`) it could not even start. */
export interface Failure {
  readonly eventId: string | null;
  readonly type: string | null;
  readonly position: Position | null;
  /** Holds none of the event's content. */
  readonly message: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Whether a projection in this state handles events. */
export function isLive(state: ProjectionState): boolean {
  return state === 'booting' || state === 'running';
}
