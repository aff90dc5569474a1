import type { EntityManager } from 'typeorm';
import { foldUnion, type RecordedUnionEvent, type UnionState } from '#unions';
import { SCHEMA } from '../schema.js';
import { knownIn, type Frame } from './frame.js';

/** The directory as the frame knows it. */
export async function unionsAt(db: EntityManager, frame: Frame): Promise<ReadonlyMap<string, UnionState>> {
  const rows = await db.query<{ union_id: string; history: RecordedUnionEvent[] }[]>(
    `SELECT union_id, history FROM ${SCHEMA}.engaged_unions`,
  );
  const unions = new Map<string, UnionState>();
  for (const { union_id: unionId, history } of rows) {
    const known = knownIn(history, frame);
    if (known.length > 0) unions.set(unionId, foldUnion(unionId, known));
  }
  return unions;
}
