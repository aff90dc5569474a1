import { inTime } from '#read-models';
import { PageQuery, ReadQuery } from './read-query.js';

/** How a query travels in time. */
export class MomentQuery extends inTime(ReadQuery) {}

/** How a list travels in time. */
export class MomentsPageQuery extends inTime(PageQuery) {}
