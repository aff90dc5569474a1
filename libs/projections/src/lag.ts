import type { Position } from '#event-store';

export interface Lag {
  readonly caughtUp: boolean;
  /** How far apart the positions are, where they are numbers: events, in a log without gaps. */
  readonly behind?: number;
}

/** How far a position ('' is the start) is from the end of the log, which is undefined for an empty one. */
export function lagBehind(position: Position, head: Position | undefined): Lag {
  if (head === undefined || position >= head) return { caughtUp: true, behind: 0 };
  const behind = distance(position, head);
  return behind === undefined ? { caughtUp: false } : { caughtUp: false, behind };
}

/** From one position to a later one; undefined where they are no numbers. */
export function distance(from: Position, to: Position): number | undefined {
  if (!/^\d*$/.test(from) || !/^\d+$/.test(to)) return undefined;
  return Number(BigInt(to) - BigInt(from));
}
