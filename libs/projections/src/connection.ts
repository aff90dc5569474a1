import type { ClientConfig } from 'pg';

/** How to reach the database, without waiting for ever for a host that does not answer. */
export function connectionTo(url: string, purpose: string): ClientConfig {
  return {
    connectionString: url,
    fallback_application_name: `recourse ${purpose}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
}
