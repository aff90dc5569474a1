import { CasesRequest } from '#read-models';
import { IsText, MAX_NAME } from '#unions';
import { inPages, ofTables } from '../http/read-query.js';

/** Which cases GET /v1/reports/{report} counts facts of. */
export class TabulationQuery extends ofTables(CasesRequest) {}

/** Which facts GET /v1/reports/{report}/facts lists: those that a figure of the report counts. */
export class FactsQuery extends inPages(TabulationQuery) {
  /** As the report names it. */
  @IsText(MAX_NAME)
  figure!: string;
}
