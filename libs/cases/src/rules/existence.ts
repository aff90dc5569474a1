import { refusal } from '../refusals.js';
import type { CaseState } from '../state.js';

export function caseMustBeOpened({ caseId, revision }: CaseState): void {
  if (revision < 0) throw refusal('case_not_found', `there is no case ${caseId}`, { caseId });
}

export function caseMustBeNew({ caseId, revision }: CaseState): void {
  if (revision >= 0) throw refusal('case_exists', `case ${caseId} is open already`, { caseId });
}
