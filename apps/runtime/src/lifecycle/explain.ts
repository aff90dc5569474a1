import { isNativeError } from 'node:util/types';
import { InvalidConnectionString, StoreUnavailable, UnsafeRetention, UnsupportedServer } from '#event-store';
import { SchemaTooNew } from '#postgres';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { EmbeddedPostgresError } from '../embedded-postgres/errors.js';

const PLAIN = [
  ConfigurationError,
  EmbeddedPostgresError,
  InvalidConnectionString,
  SchemaTooNew,
  StoreUnavailable,
  UnsafeRetention,
  UnsupportedServer,
];

interface NetworkError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** Why the program cannot run, for whoever started it: in plain words where we know the cause, else with the stack. */
export function explain(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const { code, address, port, hostname } = error as NetworkError;
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is in use: stop who listens there, or set PORT`;
  if (code === 'EADDRNOTAVAIL') return `${address} is no address of this machine: set HOST to one that is`;
  if (hostname !== undefined) return `the host name ${hostname} cannot be resolved (${code}): is HOST right?`;
  if (code === 'EACCES' && port) return `port ${port} needs more rights than this user has: set PORT above 1023`;
  if (code === 'ECONNREFUSED')
    return `nobody answers at ${address}:${port}: is DATABASE_URL right, and does that server run?`;
  if (PLAIN.some((known) => error instanceof known)) return error.message;
  return error.stack ?? error.message;
}
