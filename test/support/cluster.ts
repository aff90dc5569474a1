import { EmbeddedPostgres } from '../../apps/runtime/src/index.js';

/** A PostgreSQL of its own for one test file: it can be stopped, killed and started again; `remove` ends it. */
export function startCluster(settings: Record<string, string> = {}): Promise<EmbeddedPostgres> {
  return EmbeddedPostgres.startTemporary({ settings });
}

export type { EmbeddedPostgres };
