import type { Instant } from '#time';
import type { UnionState } from '#unions';

/** What a decision may know besides the case itself. */
export interface DecisionContext {
  readonly now: Instant;
  /** A union that the command names; undefined when there is none. */
  union(id: string): UnionState | undefined;
}
