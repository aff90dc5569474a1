import { isNativeError } from 'node:util/types';

/** gRPC status codes of what another attempt meets again: a request that is refused for what it is, or for whose it is. */
const LASTING = new Set([
  3, // INVALID_ARGUMENT
  7, // PERMISSION_DENIED
  9, // FAILED_PRECONDITION
  12, // UNIMPLEMENTED
  16, // UNAUTHENTICATED
]);

/** The same of errors that the client makes of an answer, and that have no code. */
const LASTING_TYPES = new Set(['access-denied', 'stream-deleted', 'invalid-argument', 'unsupported']);

/**
 * Whether a failure goes away by itself. The client has many faces for a server that is away (Unavailable, Cancelled,
 * Internal, DeadlineExceeded, not ready, not the leader, plain errors without a code), so the lasting ones are listed.
 */
export function isPassing(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  if (error instanceof TypeError || error instanceof RangeError) return false;
  const { code, type } = error as { code?: unknown; type?: unknown };
  if (typeof type === 'string' && LASTING_TYPES.has(type)) return false;
  return !(typeof code === 'number' && LASTING.has(code));
}

/** The server knows no record at the position that a read should start from. */
export function isInvalidPosition(error: unknown): boolean {
  return /invalid ?position/i.test((error as Error).message ?? '');
}
