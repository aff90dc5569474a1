import { SCHEMA } from '../schema.js';

/**
 * SQL: whether a case is left out of the figures as the duplicate of one that is in them. Links that lead to no case, or
 * to each other, leave nobody out: no case may vanish.
 * @param caseId the column that has its id
 */
export function isDuplicate(caseId: string): string {
  return `EXISTS (SELECT FROM ${SCHEMA}.cases d JOIN ${SCHEMA}.cases original
    ON original.case_id = d.duplicate_of AND original.duplicate_of IS NULL WHERE d.case_id = ${caseId})`;
}
