import { isNativeError } from 'node:util/types';
import { ConnectionLost } from './errors.js';

/** SQLSTATEs, or classes of them, that another attempt may not meet: connections, resources, restarts, races, standbys. */
const PASSING_STATES = /^(08...|53...|58...|57P0.|57014|40001|40P01|55P03|25006|25P03)$/;

const PASSING_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Whether an error, or what caused it, goes away by itself: such an error is retried and is no event's fault. */
export function isPassing(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  if (error instanceof ConnectionLost || error.name === 'StoreUnavailable') return true;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (PASSING_STATES.test(code) || PASSING_CODES.has(code))) return true;
  return isPassing(error.cause);
}
