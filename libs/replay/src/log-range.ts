import type { Position } from '#event-store';

/** The part of a log that is read: after one position, up to another. */
export interface LogRange {
  readonly from?: Position;
  readonly to?: Position;
}
