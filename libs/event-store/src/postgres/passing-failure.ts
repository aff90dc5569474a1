import { isNativeError } from 'node:util/types';
import pg from 'pg';
import { StoreUnavailable } from '../errors.js';

/** SQLSTATEs, or classes of them, that another attempt may not meet: connections, resources, restarts, read-only standbys. */
const PASSING = /^(08|53|58|57P0|57014|40001|40P01|55P03|25006)/;

/** Mistakes of ours. */
const BUGS = new Set(['TypeError', 'RangeError', 'ReferenceError']);

/** Whether an error of the driver is one of those that go away: retry with the same ids and revision. */
export function isPassing(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return false;
  if (error instanceof pg.DatabaseError) return PASSING.test(error.code ?? '');
  // What is neither the server's answer nor a mistake of ours comes from the connection; much of it has no code.
  // Node's own errors may come from another realm than ours, where `instanceof` knows none of them.
  return isNativeError(error) && !BUGS.has(error.name);
}
