import type { Position } from '#event-store';

export interface Lag {
  readonly caughtUp: boolean;
  /** How many events are still to come, in a log whose positions count events. */
  readonly behind?: number;
  /** How many bytes of the log are still to come, where its positions count those. */
  readonly behindBytes?: number;
}

/** Positions that count bytes begin with this letter; those that count events are digits alone. */
const POSITION = /^(b?)(\d+)/;

/** How far a position ('' is the start) is from the end of the log, which is undefined for an empty one. */
export function lagBehind(position: Position, head: Position | undefined): Lag {
  const unit = head !== undefined && POSITION.exec(head)?.[1] === 'b' ? 'behindBytes' : 'behind';
  if (head === undefined || position >= head) return { caughtUp: true, [unit]: 0 };
  const behind = distance(position, head);
  return behind === undefined ? { caughtUp: false } : { caughtUp: false, [unit]: behind };
}

/** From one position to a later one, in what they count; undefined where they do not count the same, or nothing. */
export function distance(from: Position, to: Position): number | undefined {
  const [end, start] = [POSITION.exec(to), POSITION.exec(from)];
  if (!end || (from !== '' && start?.[1] !== end[1])) return undefined;
  return Number(BigInt(end[2]!) - BigInt(start?.[2] ?? 0));
}
