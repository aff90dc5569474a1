import { IsOptional } from 'class-validator';
import { ClockConditions, DEFAULT_MEASURE, IsPin, IsPosition } from '#read-models';
import { IsCursor, IsLimit } from '../http/read-query.js';
import { IsOutcome } from './is-outcome.js';

/** Which engagements GET /v1/engagements lists: those behind a count of a report, with the report's own words. */
export class EngagementsQuery extends ClockConditions {
  /** Wait until the read models have seen this position, as a write's answer gave it. */
  @IsOptional()
  @IsPosition()
  minPosition?: string;

  /** Read these versions of the tables in place of those that serve. */
  @IsOptional()
  @IsPin()
  pin?: string;

  /** How the clock ended: a class of the report, `censored`, `silent` (never replied), `not_started`, `competing`, `quarantined`, or either of these two with `:` and a cause. */
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
