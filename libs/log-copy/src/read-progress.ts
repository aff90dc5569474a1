import type { Position } from '#event-store';
import { partDone } from './part-done.js';

export interface ReadProgress {
  /** Events read. */
  readonly events: number;
  /** 0 to 1, where positions are numbers. */
  readonly fraction: number | undefined;
}

const EVERY_EVENTS = 1_000;

/** Tells now and then how far a log has been read that ends at `head`. */
export function progressOf(head: Position | undefined, tell?: (progress: ReadProgress) => void) {
  // A log that shares its server with others begins anywhere.
  let start: Position | undefined;
  return (events: number, position: Position): void => {
    start ??= position;
    if (events % EVERY_EVENTS === 0) tell?.({ events, fraction: partDone(start, position, head) });
  };
}
