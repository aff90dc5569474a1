import type { EntityManager } from 'typeorm';
import { foldUnion, type RecordedUnionEvent, type UnionState } from '#unions';
import { SCHEMA } from '../schema.js';
import { knownIn, type Frame } from './frame.js';

/** The directory as a frame knows it. */
export interface UnionsAtFrame extends ReadonlyMap<string, UnionState> {
  /** The unions of which more has been recorded since. */
  readonly changedSince: readonly string[];
}

export async function unionsAt(db: EntityManager, frame: Frame): Promise<UnionsAtFrame> {
  const rows = await db.query<{ union_id: string; history: RecordedUnionEvent[] }[]>(
    `SELECT union_id, history FROM ${SCHEMA}.engaged_unions`,
  );
  const unions = new Map<string, UnionState>();
  const changedSince: string[] = [];
  for (const { union_id: unionId, history } of rows) {
    const known = knownIn(history, frame);
    if (known.length > 0) unions.set(unionId, foldUnion(unionId, known));
    if (known.length < history.length) changedSince.push(unionId);
  }
  return Object.assign(unions, { changedSince });
}
