import type { EntityManager } from 'typeorm';
import { foldUnion, type RecordedUnionEvent, type UnionState } from '#unions';
import { unionHistories } from '../reports/unions-at.js';
import { between, eventsUntil, newIn, type Between, type FramePair } from './between.js';

/** The directory in two frames. */
export interface UnionsBetween {
  readonly earlier: ReadonlyMap<string, UnionState>;
  readonly later: ReadonlyMap<string, UnionState>;
  /** The unions of which something was recorded in between. */
  readonly changed: ReadonlyMap<string, Between<RecordedUnionEvent>>;
}

export async function unionsBetween(db: EntityManager, frames: FramePair): Promise<UnionsBetween> {
  const earlier = new Map<string, UnionState>();
  const later = new Map<string, UnionState>();
  const changed = new Map<string, Between<RecordedUnionEvent>>();
  for (const [unionId, history] of await unionHistories(db)) {
    const own = between(history, frames);
    put(earlier, unionId, eventsUntil(own, undefined));
    put(later, unionId, own.events);
    if (newIn(own).length > 0) changed.set(unionId, own);
  }
  return { earlier, later, changed };
}

/** The directory of the earlier frame, with what was recorded of some unions up to a position. */
export function unionsUntil(
  { earlier, changed }: UnionsBetween,
  unionIds: Iterable<string>,
  position: string | undefined,
): ReadonlyMap<string, UnionState> {
  const unions = new Map<string, UnionState>();
  for (const unionId of unionIds) {
    const own = changed.get(unionId);
    const known = earlier.get(unionId);
    if (own) put(unions, unionId, eventsUntil(own, position));
    else if (known) unions.set(unionId, known);
  }
  return unions;
}

function put(unions: Map<string, UnionState>, unionId: string, events: readonly RecordedUnionEvent[]): void {
  if (events.length > 0) unions.set(unionId, foldUnion(unionId, events));
}
