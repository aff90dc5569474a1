import type { EntityManager } from 'typeorm';
import { foldUnion, type RecordedUnionEvent, type UnionState } from '#unions';
import { unionsNamedIn } from '../views/unions-named-in.js';
import type { CaseAtFrame } from './cases-at.js';
import { knownIn, type Frame } from './frame.js';

/** The directory as a frame knows it, or some unions of it. */
export async function unionsAt(
  db: EntityManager,
  frame: Frame,
  unionIds?: readonly string[],
): Promise<ReadonlyMap<string, UnionState>> {
  const unions = new Map<string, UnionState>();
  for (const [unionId, history] of await unionHistories(db, unionIds)) put(unions, unionId, history, frame);
  return unions;
}

/** As much of the directory as cases need that come a few at a time. */
export class UnionsInCases {
  private readonly unions = new Map<string, UnionState>();
  private readonly sought = new Set<string>();

  constructor(
    private readonly db: EntityManager,
    private readonly frame: Frame,
  ) {}

  async of(cases: readonly CaseAtFrame[]): Promise<ReadonlyMap<string, UnionState>> {
    const missing = new Set(cases.flatMap(({ state }) => unionsNamedIn(state)).filter((id) => !this.sought.has(id)));
    if (missing.size === 0) return this.unions;
    for (const [unionId, history] of await unionHistories(this.db, [...missing])) {
      put(this.unions, unionId, history, this.frame);
    }
    for (const unionId of missing) this.sought.add(unionId);
    return this.unions;
  }
}

function put(
  unions: Map<string, UnionState>,
  unionId: string,
  history: readonly RecordedUnionEvent[],
  frame: Frame,
): void {
  const known = knownIn(history, frame);
  if (known.length > 0) unions.set(unionId, foldUnion(unionId, known));
}

/** What was recorded of each union, or of some, in order. */
export async function unionHistories(
  db: EntityManager,
  unionIds?: readonly string[],
): Promise<Map<string, readonly RecordedUnionEvent[]>> {
  const rows = await db.query<{ union_id: string; history: RecordedUnionEvent[] }[]>(
    `SELECT union_id, history FROM engaged_unions WHERE $1::uuid[] IS NULL OR union_id = ANY ($1)`,
    [unionIds ?? null],
  );
  return new Map(rows.map(({ union_id: unionId, history }) => [unionId, history]));
}
