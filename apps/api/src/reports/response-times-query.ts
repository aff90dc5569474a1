import { IsOptional } from 'class-validator';
import { MEASURES, type Measure } from '#measures';
import { GROUPINGS, type Grouping } from '#read-models';
import { IsCode } from '#unions';
import { EngagementConditions } from '../engagements/engagement-conditions.js';

/** What GET /v1/reports/response-times counts, and by what. */
export class ResponseTimesQuery extends EngagementConditions {
  @IsOptional()
  @IsCode(MEASURES, 'measure')
  measure?: Measure;

  @IsOptional()
  @IsCode(GROUPINGS, 'grouping')
  groupBy?: Grouping;
}
