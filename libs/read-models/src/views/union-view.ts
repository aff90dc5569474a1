import type { Instant } from '#time';
import { unionOn, type UnionState } from '#unions';

/** A union as the directory shows it. */
export interface UnionView {
  readonly unionId: string;
  readonly level: string;
  readonly sector: string | null;
  readonly region: string | null;
  readonly parentId: string | null;
  readonly names: { readonly zh?: string; readonly en?: string };
  readonly aliases: readonly string[];
  readonly departments: readonly { readonly zh?: string; readonly en?: string }[];
  readonly closed: boolean;
  readonly revision: number;
}

/** The union as it was at an instant. */
export function unionView(state: UnionState, asOf: Instant): UnionView {
  const { unionId, sector, region, closed, revision } = state;
  return {
    unionId,
    ...unionOn(state, asOf),
    sector: sector ?? null,
    region: region ?? null,
    closed: closed !== undefined && closed.earliest <= asOf,
    revision,
  };
}
