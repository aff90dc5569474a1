import { InvalidRead } from '../errors.js';
import { LOG_START, toPosition } from '../position.js';
import type { Position } from '../port.js';

/**
 * A place in the server's log, as its bytes count. The position of an event is where its record begins: `b` and 19
 * digits. A reader that has passed over records that are not of this ledger adds how far: `b<event>.<record>`. Both
 * sort as strings, and between them.
 */
export interface LogPlace {
  /** The last event of this ledger; undefined before the first. */
  readonly event: bigint | undefined;
  /** The last record that was looked at, at or after the event. */
  readonly record: bigint | undefined;
}

/** Before the first record. */
export const START: Position = `b${LOG_START}`;

/** @throws InvalidRead when it is no position of such a log. */
export function parsePosition(position: Position): LogPlace {
  const found = /^(b\d{19})(?:\.(\d{19}))?$/.exec(position);
  if (!found) throw new InvalidRead(`${JSON.stringify(position)} is no position of this log`);
  const event = found[1] === START ? undefined : BigInt(found[1]!.slice(1));
  return { event, record: found[2] ? BigInt(found[2]) : event };
}

/** @param record where the event's record begins, as the protocol spells it */
export function eventPosition(record: string): Position {
  return `b${toPosition(record)}`;
}

/** After an event, and after the records behind it that were passed over. */
export function passedOver(event: Position, record: string): Position {
  return `${event.split('.', 1)[0]}.${toPosition(record)}`;
}
