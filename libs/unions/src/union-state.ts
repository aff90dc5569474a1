import type { Instant, Interval } from '#time';
import type { Level, Sector } from './codes.js';
import type { Names, UnionContent, UnionEventType } from './events/index.js';
import { Refusal } from './refusal.js';

/** A level and a parent, from a change (null: since ever) until the next one. */
export interface LevelPeriod {
  readonly from: Interval | null;
  readonly level: Level;
  readonly parentId: string | null;
}

/** Names from a change (null: since ever) until the next one. */
export interface NamePeriod {
  readonly from: Interval | null;
  readonly names: Names;
  readonly aliases: readonly string[];
}

/** A department, from when it was added (null: since ever). */
export interface DepartmentPeriod {
  readonly from: Interval | null;
  readonly names: Names;
}

export type KnownUnionEvent = {
  [Type in UnionEventType]: {
    readonly revision: number;
    readonly position: string;
    readonly type: Type;
    /** With `occurredAt` filled in. */
    readonly content: UnionContent<Type>;
  };
}[UnionEventType];

export interface UnionState {
  readonly unionId: string;
  /** Of its last event; -1 before it is registered. */
  readonly revision: number;
  /** In order of time, whatever the order of recording. */
  readonly levels: readonly LevelPeriod[];
  readonly namings: readonly NamePeriod[];
  /** The latest ones in time. */
  readonly names: Names;
  readonly aliases: readonly string[];
  /** In the order of recording. */
  readonly departments: readonly DepartmentPeriod[];
  readonly region?: string;
  readonly sector?: Sector;
  /** When the first that is known of it happened; undefined when its registration has no date. */
  readonly begun?: Instant;
  readonly closed?: Interval;
  /** Every event by its id, so that a retry finds its own. */
  readonly events: ReadonlyMap<string, KnownUnionEvent>;
}

export function emptyUnion(unionId: string): UnionState {
  return {
    unionId,
    revision: -1,
    levels: [],
    namings: [],
    names: {},
    aliases: [],
    departments: [],
    events: new Map(),
  };
}

/** What a union was called, where it stood and which departments it had at one moment. */
export interface UnionOn extends Omit<LevelPeriod & NamePeriod, 'from'> {
  readonly departments: readonly Names[];
}

/**
 * The union as it was at a moment; a change counts from the earliest moment it may have happened.
 * @throws Refusal `unknown_union` when it was never registered
 */
export function unionOn(state: UnionState, instant: Instant): UnionOn {
  const { level, parentId } = periodAt(state, state.levels, instant);
  const { names, aliases } = periodAt(state, state.namings, instant);
  const departments = state.departments.filter((department) => hasBegun(department, instant));
  return { level, parentId, names, aliases, departments: departments.map((department) => department.names) };
}

/**
 * The level that the union had at a moment.
 * @throws Refusal `unknown_union` when it was never registered
 */
export function levelAt(state: UnionState, instant: Instant): Level {
  return periodAt(state, state.levels, instant).level;
}

function periodAt<Period extends { readonly from: Interval | null }>(
  { unionId }: UnionState,
  periods: readonly Period[],
  instant: Instant,
): Period {
  const period = periods.findLast((one) => hasBegun(one, instant));
  if (!period) throw new Refusal('unknown_union', `there is no union ${unionId}`, { unionId });
  return period;
}

/** Since when the union exists: where nobody said it, since before anything we may be asked about. */
export function existsFrom({ begun = Number.MIN_SAFE_INTEGER }: UnionState): Instant {
  return begun;
}

function hasBegun({ from }: { readonly from: Interval | null }, instant: Instant): boolean {
  return from === null || from.earliest <= instant;
}
