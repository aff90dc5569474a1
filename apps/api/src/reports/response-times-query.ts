import { IsOptional } from 'class-validator';
import { IsPin, IsPosition, ResponseTimesRequest } from '#read-models';

/** What GET /v1/reports/response-times counts, and by what. */
export class ResponseTimesQuery extends ResponseTimesRequest {
  /** Wait until the read models have seen this position, as a write's answer gave it. */
  @IsOptional()
  @IsPosition()
  minPosition?: string;

  /** Read these versions of the tables in place of those that serve. */
  @IsOptional()
  @IsPin()
  pin?: string;
}
