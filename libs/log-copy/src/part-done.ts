import { countedBy, type Position } from '#event-store';

/**
 * How much of the way from one position to a later one is done, 0 to 1; undefined is the start of the log.
 * @returns undefined where the positions are no numbers, or there is no way to go
 */
export function partDone(from: Position | undefined, at: Position, to: Position | undefined): number | undefined {
  const [start, now, end] = [from ?? '0', at, to ?? '0'].map((position) => countedBy(position)?.count);
  if (start === undefined || now === undefined || end === undefined || end <= start) return undefined;
  return Math.min(1, Math.max(0, Number(now - start) / Number(end - start)));
}
