import { refusal } from '../refusals.js';
import type { Rule } from './proposal.js';

export const caseMustNotDuplicateItself: Rule = (step, { before: { caseId } }) => {
  if (step.type !== 'LinkedAsDuplicate' || step.content.duplicateOf !== caseId) return;
  throw refusal('duplicate_of_itself', 'a case cannot be the duplicate of itself', { caseId });
};
