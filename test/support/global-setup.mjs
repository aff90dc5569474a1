import { EmbeddedPostgres } from '../../dist/apps/runtime/src/index.js';

/** Starts one real PostgreSQL for the whole run; RECOURSE_TEST_POSTGRES names one that is already there. */
export default async function globalSetup() {
  if (process.env.RECOURSE_TEST_POSTGRES) return;
  // What kills a process leaves the system's cache alone, so no test needs fsync; each file brings its own pools.
  const server = await EmbeddedPostgres.startTemporary({ settings: { fsync: 'off', max_connections: '300' } });
  process.env.RECOURSE_TEST_POSTGRES = server.adminUrl;
  globalThis.__recoursePostgres = server;
}
