import { StoreUnavailable } from '#event-store';
import { isPassing as passes } from '#postgres';
import { ConnectionLost } from './errors.js';

/** Whether an error goes away by itself: such an error is retried and is no event's fault. */
export function isPassing(error: unknown): boolean {
  return error instanceof ConnectionLost || error instanceof StoreUnavailable || passes(error);
}
