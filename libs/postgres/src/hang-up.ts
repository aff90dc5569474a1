import type { Client } from 'pg';

/** How long the server may take to say goodbye. */
const PATIENCE_MS = 1_000;

/** Ends a connection; one whose server does not go along with it is broken off. */
export async function hangUp(client: Client): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), PATIENCE_MS);
  try {
    await client.end();
  } finally {
    clearTimeout(timer);
  }
}
