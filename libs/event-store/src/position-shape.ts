import type { Position, PositionUnit } from './port.js';

/** Positions as the adapters write them: digits of one width, so that they sort as text; a leading `b` says bytes. */
export const POSITION = /^(\d{19}|b\d{19}(\.\d{19})?)$/;

/** What a position counts from the start of its log, and how many. */
export interface Counted {
  readonly unit: PositionUnit;
  readonly count: bigint;
}

/** @returns undefined when the position counts nothing */
export function countedBy(position: Position): Counted | undefined {
  const found = /^(b?)(\d+)/.exec(position);
  return found ? { unit: found[1] === 'b' ? 'bytes' : 'events', count: BigInt(found[2]!) } : undefined;
}
