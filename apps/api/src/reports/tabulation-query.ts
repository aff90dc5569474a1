import { IsOptional } from 'class-validator';
import { CasesRequest, IsPin, IsPosition } from '#read-models';
import { IsText, MAX_NAME } from '#unions';
import { IsCursor, IsLimit } from '../http/read-query.js';

/** Which cases GET /v1/reports/{report} counts facts of. */
export class TabulationQuery extends CasesRequest {
  /** Wait until the read models have seen this position, as a write's answer gave it. */
  @IsOptional()
  @IsPosition()
  minPosition?: string;

  /** Read these versions of the tables in place of those that serve. */
  @IsOptional()
  @IsPin()
  pin?: string;
}

/** Which facts GET /v1/reports/{report}/facts lists: those that a figure of the report counts. */
export class FactsQuery extends TabulationQuery {
  /** As the report names it. */
  @IsText(MAX_NAME)
  figure!: string;

  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsCursor()
  cursor?: string;

  @IsOptional()
  @IsLimit()
  limit?: string;
}
