import { countedBy, type Position } from '#event-store';
import { distance } from './lag.js';

/** What reading the log takes of the time that a build takes, about; the rest is completing the tables at its end. */
const READING = 0.35;

/** How fast a build went through the log, in what positions count. */
export interface Pace {
  readonly perSecond: number;
  readonly unit: 'events' | 'bytes';
}

/** What the table has of it. */
export interface Measured {
  readonly position: Position;
  readonly building_ms: number;
  /** Where the end of the log was first reached. */
  readonly booted_position: Position | null;
  /** How much of what is left to do at the end of the log is done, 0 to 1. */
  readonly completing: number;
}

/** What the table has of how far a build is. */
export type Done = Omit<Measured, 'building_ms'>;

/** How much of the log up to `end` a build has dealt with, in what positions count; undefined where they count nothing. */
export function doneOf({ position, booted_position: booted, completing }: Done, end: Position): number | undefined {
  const read = distance('', position < end ? position : end);
  return booted === null && read !== undefined ? read * (READING + (1 - READING) * completing) : read;
}

/** Null where nothing was measured, or positions count nothing. */
export function paceOf(measured: Measured): Pace | null {
  const { position, booted_position: booted, building_ms: milliseconds } = measured;
  const done = doneOf(measured, booted ?? position);
  if (done === undefined || done === 0 || milliseconds <= 0) return null;
  return { perSecond: Math.max(1, Math.round((done * 1000) / milliseconds)), unit: countedBy(position)!.unit };
}
