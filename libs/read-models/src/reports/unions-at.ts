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
  const unions = new Map<string, UnionState>();
  const changedSince: string[] = [];
  for (const [unionId, history] of await unionHistories(db)) {
    const known = knownIn(history, frame);
    if (known.length > 0) unions.set(unionId, foldUnion(unionId, known));
    if (known.length < history.length) changedSince.push(unionId);
  }
  return Object.assign(unions, { changedSince });
}

/** What was recorded of each union, or of some, in order. */
export async function unionHistories(
  db: EntityManager,
  unionIds?: readonly string[],
): Promise<Map<string, readonly RecordedUnionEvent[]>> {
  const rows = await db.query<{ union_id: string; history: RecordedUnionEvent[] }[]>(
    `SELECT union_id, history FROM ${SCHEMA}.engaged_unions WHERE $1::uuid[] IS NULL OR union_id = ANY ($1)`,
    [unionIds ?? null],
  );
  return new Map(rows.map(({ union_id: unionId, history }) => [unionId, history]));
}
