import { IsOptional } from 'class-validator';
import { MEASURES, type Measure } from '#measures';
import { IsCode } from '#unions';
import { IsCursor, IsLimit } from '../http/read-query.js';
import { EngagementConditions } from './engagement-conditions.js';
import { IsOutcome } from './is-outcome.js';

export const DEFAULT_MEASURE = 'first_reply';

/** Which engagements GET /v1/engagements lists: those behind a count of a report, with the report's own words. */
export class EngagementsQuery extends EngagementConditions {
  /** The clock that `outcome` is about; `first_reply` unless said. */
  @IsOptional()
  @IsCode(MEASURES, 'measure')
  measure?: Measure;

  /** How the clock ended: a class of the report, `censored`, `silent` (never replied), `not_started`, `competing`, or `competing:` and a cause. */
  @IsOptional()
  @IsOutcome(DEFAULT_MEASURE)
  outcome?: string;

  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsCursor()
  cursor?: string;

  @IsOptional()
  @IsLimit()
  limit?: string;
}
