import type { Comparison } from './compare.js';

export type PostgresRowName = 'http' | 'append' | 'import' | 'load' | 'rebuild' | 'visibility' | 'reports' | 'growth';
export type KurrentDbRowName = 'kurrentdb-read' | 'kurrentdb-http' | 'kurrentdb-append' | 'kurrentdb-import';
export type RowName = PostgresRowName | KurrentDbRowName;

/** What a figure should be: a ratio to the floor where there is one, otherwise the figure itself. */
export type Target =
  { readonly atLeast: number } | { readonly atMost: number } | { readonly below: number } | undefined;

export interface Result {
  readonly row: RowName;
  readonly work: string;
  readonly unit: 'a second' | 'ms' | 'times';
  readonly floor: number | null;
  readonly ours: number;
  readonly ratio: number | null;
  readonly spread: readonly [number, number] | null;
  readonly target: Target;
  /** Marten 9.58, tuned, against the same kind of floor; null where it was not measured. */
  readonly peer: number | null;
  /** What else was found out: counts that were checked, sizes, lags. */
  readonly details: Readonly<Record<string, number | string>>;
}

export interface About {
  readonly row: RowName;
  readonly work: string;
  readonly target?: Target;
  readonly peer?: number;
  readonly details?: Result['details'];
}

/** Ours against the floor. */
export function ratioOf({ row, work, target, peer, details }: About, comparison: Comparison): Result {
  const { floor, ours, ratio, spread, rounds } = comparison;
  return {
    ...{ row, work, unit: 'a second', floor, ours, ratio, spread, target },
    peer: peer ?? null,
    details: { rounds, ...details },
  };
}

/** A figure of ours alone. */
export function figure(about: About, unit: Result['unit'], ours: number): Result {
  const { row, work, target, peer, details } = about;
  return {
    ...{ row, work, unit, floor: null, ours, ratio: null, spread: null, target },
    peer: peer ?? null,
    details: details ?? {},
  };
}

/** Undefined where nothing was aimed at. */
export function reached({ target, ratio, ours }: Result): boolean | undefined {
  if (!target) return undefined;
  const figure = ratio ?? ours;
  if ('atLeast' in target) return figure >= target.atLeast;
  return 'atMost' in target ? figure <= target.atMost : figure < target.below;
}
