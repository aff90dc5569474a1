import { Refusal } from '#unions';

/** Why something cannot be recorded in a case. */
export type CaseRefusalCode =
  | 'case_not_found'
  | 'case_exists'
  | 'case_closed'
  | 'already_closed'
  | 'not_closed'
  | 'before_case_opened'
  | 'in_the_future'
  | 'unknown_since_step'
  | 'contradictory_dates'
  | 'would_contradict'
  | 'unknown_union'
  | 'union_closed'
  | 'deflected_to_itself'
  | 'duplicate_of_itself'
  | 'step_not_found'
  | 'step_already_corrected'
  | 'step_retracted'
  | 'cannot_retract_opening'
  | 'correction_changes_nothing';

export function refusal(code: CaseRefusalCode, message: string, details: Record<string, unknown>) {
  return new Refusal<CaseRefusalCode>(code, message, details);
}
