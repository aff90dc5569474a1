import { IsOptional } from 'class-validator';
import { IsEdtf } from '#unions';
import { ReadQuery } from './read-query.js';

/** How a query travels in time. */
export class MomentQuery extends ReadQuery {
  /** A date: what had happened by its end. */
  @IsOptional()
  @IsEdtf()
  asOf?: string;

  /** A date: what had been recorded by its end. */
  @IsOptional()
  @IsEdtf()
  knownAt?: string;
}
