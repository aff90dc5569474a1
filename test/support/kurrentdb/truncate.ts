import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the event after the one at the position begins, be it the system's; undefined when there is none. */
export async function nextCommitPosition(url: string, commit: bigint): Promise<bigint | undefined> {
  const client = KurrentDBClient.connectionString`${url}`;
  try {
    const read = client.readAll({ fromPosition: { commit, prepare: commit }, maxCount: 2 });
    const positions: bigint[] = [];
    for await (const { event } of read) positions.push(event!.position!.commit);
    if (positions[0] !== commit) throw new Error(`no event begins at ${commit}`);
    return positions[1];
  } finally {
    await client.dispose();
  }
}

/** At its next start a stopped server cuts its log off there. */
export async function truncateLog(database: string, from: bigint): Promise<void> {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(from);
  await writeFile(join(database, 'truncate.chk'), bytes);
}
