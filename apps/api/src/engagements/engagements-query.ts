import { IsOptional } from 'class-validator';
import { ClockConditions, DEFAULT_MEASURE } from '#read-models';
import { inPages, ofTables } from '../http/read-query.js';
import { IsOutcome } from './is-outcome.js';

/** Which engagements GET /v1/engagements lists: those behind a count of a report, with the report's own words. */
export class EngagementsQuery extends inPages(ofTables(ClockConditions)) {
  /** How the clock ended: a class of the report, `censored`, `silent` (never replied), `not_started`, `competing`, `quarantined`, or either of these two with `:` and a cause. */
  @IsOptional()
  @IsOutcome(DEFAULT_MEASURE)
  outcome?: string;
}
