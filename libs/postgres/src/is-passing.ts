import { isNativeError } from 'node:util/types';

/** SQLSTATEs, or classes of them, that another attempt may not meet: connections, resources, restarts, races, standbys. */
const STATES = /^(08...|53...|58...|57P0.|57014|40001|40P01|55P03|25006|25P03)$/;

/** What Node says when the other end is not there. */
const SYSTEM_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
]);

/** How the driver says that it lost the connection or came to none; it gives these errors no code. */
const MESSAGES =
  /^(Connection terminated|Connection ended|timeout e|Client (has encountered|was closed)|Query read timeout)/;

/**
 * Whether an error, or what caused it, goes away by itself, so that it makes sense to try again. Errors that Node makes
 * may come from another realm than ours, where `instanceof` knows none of them.
 */
export function isPassing(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  if (typeof code === 'string' && (STATES.test(code) || SYSTEM_ERRORS.has(code))) return true;
  if (code === undefined && MESSAGES.test(error.message)) return true;
  // A host with several addresses fails with an error for each.
  if (Array.isArray(errors) && errors.length > 0 && errors.every(isPassing)) return true;
  return error.cause !== error && isPassing(error.cause);
}
