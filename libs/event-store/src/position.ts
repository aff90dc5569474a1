import { InvalidRead } from './errors.js';
import type { Position } from './port.js';

/** Digits of the largest PostgreSQL bigint, so that positions sort as strings. */
const DIGITS = 19;

/** Before the first event. */
export const LOG_START = toPosition(0);

/** The position of the nth event of a dense log; the first is 1. */
export function toPosition(ordinal: number | string): Position {
  return String(ordinal).padStart(DIGITS, '0');
}

/** @throws InvalidRead when it is no position of a dense log. */
export function toOrdinal(position: Position): number {
  const ordinal = Number(position);
  if (!/^\d{19}$/.test(position) || !Number.isSafeInteger(ordinal)) {
    throw new InvalidRead(`${JSON.stringify(position)} is no position of this log`);
  }
  return ordinal;
}
