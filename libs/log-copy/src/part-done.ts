import type { Position } from '#event-store';

/** How much of the way from one position (undefined is the start) to a later one is done, 0 to 1; undefined where they are no numbers. */
export function partDone(from: Position | undefined, at: Position | undefined, to: Position | undefined) {
  const [start, now, end] = [from ?? '0', at ?? '0', to ?? '0'].map(numberOf);
  if (start === undefined || now === undefined || end === undefined || end <= start) return undefined;
  return Math.min(1, Math.max(0, Number(now - start) / Number(end - start)));
}

function numberOf(position: Position): bigint | undefined {
  return /^\d+$/.test(position) ? BigInt(position) : undefined;
}
