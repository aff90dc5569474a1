import { IsOptional } from 'class-validator';
import { IsEdtf } from '#unions';
import { PageQuery, ReadQuery } from './read-query.js';

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

/** How a list travels in time. */
export class MomentsPageQuery extends PageQuery {
  /** A date: the items as they stood at its end, by what had happened until then. */
  @IsOptional()
  @IsEdtf()
  asOf?: string;

  /** A date: the items as they were known at its end, by what had been recorded until then. */
  @IsOptional()
  @IsEdtf()
  knownAt?: string;
}
