import type { ClientConfig } from 'pg';
import { impatientSocket } from './impatient-socket.js';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * How to reach a database without waiting for ever.
 * @param purpose what the server shows of us beside our name
 * @param patience how long the server may say nothing before the connection breaks with ETIMEDOUT; ms, 0 for ever
 */
export function connectionTo(url: string, purpose: string, patience: number): ClientConfig {
  return {
    connectionString: url,
    fallback_application_name: `recourse ${purpose}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    stream: () => impatientSocket(patience),
  };
}
