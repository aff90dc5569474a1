import { isNativeError } from 'node:util/types';

/** What Node says when the other end is not there. */
const SYSTEM_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** PostgreSQL's classes 08 (connection) and 57P (shutdown, recovery), and 53300 (no connection left). */
const SQL_STATE = /^(08...|57P0.|53300)$/;

/** The driver gives these no code. */
const MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error, or what caused it, says that a database could not be reached. */
export function saysUnavailable(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  const { code, driverError, errors } = error as { code?: unknown; driverError?: unknown; errors?: unknown };
  if (typeof code === 'string' && (SYSTEM_ERRORS.has(code) || SQL_STATE.test(code))) return true;
  if (MESSAGES.test(error.message)) return true;
  const causes = [error.cause, driverError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return causes.some((cause) => cause !== error && saysUnavailable(cause));
}
