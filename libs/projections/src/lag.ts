import { countedBy, type Position } from '#event-store';

export interface Lag {
  readonly caughtUp: boolean;
  /** How many events are still to come, in a log whose positions count events. */
  readonly behind?: number;
  /** How many bytes of the log are still to come, where its positions count those. */
  readonly behindBytes?: number;
}

/** How far a position ('' is the start) is from the end of the log, which is undefined for an empty one. */
export function lagBehind(position: Position, head: Position | undefined): Lag {
  const unit = head !== undefined && countedBy(head)?.unit === 'bytes' ? 'behindBytes' : 'behind';
  if (head === undefined || position >= head) return { caughtUp: true, [unit]: 0 };
  const behind = distance(position, head);
  return behind === undefined ? { caughtUp: false } : { caughtUp: false, [unit]: behind };
}

/** From one position to a later one, in what they count; undefined where they do not count the same, or nothing. */
export function distance(from: Position, to: Position): number | undefined {
  const [end, start] = [countedBy(to), countedBy(from)];
  if (!end || (from !== '' && start?.unit !== end.unit)) return undefined;
  return Number(end.count - (start?.count ?? 0n));
}
