import { countedBy, type Position } from '#event-store';
import { distance } from './lag.js';

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
}

/** Null where nothing was measured, or positions count nothing. */
export function paceOf({ position, building_ms: milliseconds, booted_position: booted }: Measured): Pace | null {
  const end = booted ?? position;
  const way = distance('', end);
  if (way === undefined || way === 0 || milliseconds <= 0) return null;
  return { perSecond: Math.max(1, Math.round((way * 1000) / milliseconds)), unit: countedBy(end)!.unit };
}
