import type { CaseState, Opening, Step } from '#cases';
import type { ViewedHistory } from '#measures';
import type { Interval } from '#time';

/** A step as it stands in a frame: corrections applied, and as narrow in time as all that is known of the case allows. */
export interface StandingStep {
  readonly step: Step;
  readonly interval: Interval;
}

/** A case as a frame has it. */
export interface CaseInFrame {
  readonly caseId: string;
  readonly state: CaseState;
  readonly history: ViewedHistory;
  readonly opening: Opening;
  /** Those that were asked for, in order of occurrence; retracted ones are not among them. */
  readonly steps: readonly StandingStep[];
  /** The other case that it was linked to as a duplicate, where the frame has that. */
  readonly duplicateOf: string | undefined;
  /** Whether that other case is selected as well. */
  readonly originalIsSelected: boolean;
  /** Left out of figures: the case that it duplicates is in them. */
  readonly isDuplicate: boolean;
}
