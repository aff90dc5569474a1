import { IsOptional } from 'class-validator';
import { IsEdtf } from '#unions';
import { PageQuery, ReadQuery, type Asking } from './read-query.js';

function inTime<Base extends Asking>(base: Base) {
  class InTime extends base {
    /** A date: things as they stood at its end, by what had happened until then. */
    @IsOptional()
    @IsEdtf()
    asOf?: string;

    /** A date: things as they were known at its end, by what had been recorded until then. */
    @IsOptional()
    @IsEdtf()
    knownAt?: string;
  }
  return InTime;
}

/** How a query travels in time. */
export class MomentQuery extends inTime(ReadQuery) {}

/** How a list travels in time. */
export class MomentsPageQuery extends inTime(PageQuery) {}
