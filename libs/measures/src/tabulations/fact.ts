import type { Instant } from '#time';
import type { UnionState } from '#unions';
import type { CaseHistory } from '../case-history.js';

/** One thing that a figure counts, with where it is found in the ledger. */
export interface Fact {
  /** What it is counted as, such as `reason.not_member`; a figure's number is that of its facts. */
  readonly figure: string;
  readonly caseId: string;
  readonly unionId?: string;
  readonly stepId?: string;
  /** What it was decided by. */
  readonly detail?: Readonly<Record<string, string | number | readonly string[] | null>>;
}

/** A case, and what else there is to read facts from, as a frame has it. */
export interface CaseInFrame {
  readonly caseId: string;
  readonly history: CaseHistory & { readonly opening: NonNullable<CaseHistory['opening']> };
  /** The directory, by id. */
  readonly unions: ReadonlyMap<string, UnionState>;
  /** What had not happened by then is not in the history. */
  readonly asOf: Instant;
}
