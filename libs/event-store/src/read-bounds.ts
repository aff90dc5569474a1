import { InvalidRead } from './errors.js';
import { isName } from './name.js';
import type { LogReadOptions, StreamReadOptions, SubscribeOptions } from './port.js';

/** Events in a page when nothing else is asked for. */
export const DEFAULT_PAGE_SIZE = 1000;

/** A page ends behind the event that fills it, so that large events do not fill the memory. */
export const PAGE_BYTES = 4 * 1024 * 1024;

/** @throws InvalidRead for what no stream can be called. */
export function checkStream(stream: string): void {
  if (!isName(stream)) throw new InvalidRead(`${JSON.stringify(stream)} is no name for a stream`);
}

/** @throws InvalidRead for numbers that bound nothing. */
export function checkBounds(options: StreamReadOptions & LogReadOptions & SubscribeOptions): void {
  refuseBelow(0, 'from', options.from);
  refuseBelow(0, 'limit', options.limit);
  refuseBelow(1, 'pageSize', options.pageSize);
}

function refuseBelow(least: number, name: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
  throw new InvalidRead(`${name} must be a whole number from ${least}, not ${String(value)}`);
}
