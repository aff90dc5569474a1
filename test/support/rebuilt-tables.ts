import type { Client } from './client.js';
import { run, type Variables } from './processes.js';
import { queryTables } from './query-tables.js';

type Tables = Awaited<ReturnType<typeof queryTables>>;

/** Waits until the tables have the whole log, and rebuilds them from nothing as an operator does. */
export async function liveAndRebuilt(
  client: Client,
  databaseUrl: string,
  variables: Variables,
): Promise<{ live: Tables; rebuilt: Tables }> {
  const { position } = (await client.events()).at(-1)!;
  await client.read(`/v1/cases?limit=1&minPosition=${position}`);
  const live = await queryTables(databaseUrl);
  const { status, stderr } = await run('cli', ['rebuild'], variables).ended;
  if (status !== 0) throw new Error(`the rebuild ended with ${status}: ${stderr}`);
  return { live, rebuilt: await queryTables(databaseUrl) };
}
