import type { ClientBase } from 'pg';
import type { Position } from '#event-store';
import { batches } from '../batches.js';
import { CountChanges, ROW_COLUMNS, UNION_ID, type EngagementRow } from './count-changes.js';

const ROWS_AT_A_TIME = 2_000;
/** Clocks that are counted before the counts of their unions are written. */
const CLOCKS_AT_A_TIME = 50_000;

/** Counts all engagements, of which none was counted before, as counting every change of theirs would have: union by union. */
export async function fillCounts(
  tx: ClientBase,
  position: Position,
  onProgress: (done: number) => void,
): Promise<void> {
  const [size] = (await tx.query<{ n: number }>('SELECT count(*)::integer AS n FROM engagements')).rows;
  await tx.query(
    `DECLARE all_engagements NO SCROLL CURSOR FOR SELECT ${ROW_COLUMNS} FROM engagements e ORDER BY e.union_id`,
  );
  const fetching = { text: `FETCH ${ROWS_AT_A_TIME} FROM all_engagements`, rowMode: 'array' as const };
  const fetch = async () => (await tx.query<EngagementRow>(fetching)).rows;
  let counts = new CountChanges();
  let last: unknown;
  let done = 0;
  for await (const rows of batches(fetch)) {
    for (const row of rows) {
      if (counts.clocks >= CLOCKS_AT_A_TIME && row[UNION_ID] !== last) {
        await counts.insert(tx, position);
        counts = new CountChanges();
      }
      last = row[UNION_ID];
      counts.addRow(row);
    }
    done += rows.length;
    onProgress(done / size!.n);
  }
  await counts.insert(tx, position);
  await tx.query('CLOSE all_engagements');
}
