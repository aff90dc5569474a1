import { IsOptional } from 'class-validator';
import { EventConditions } from '#interchange';
import { IsPosition } from '#read-models';
import { NotWith } from '#unions';
import { awaiting, inPages, IsLimit } from '../http/read-query.js';

/** Which events GET /v1/events lists or streams; every given condition must hold. */
export class EventsQuery extends awaiting(EventConditions) {
  /** `nextCursor` of the page before, in place of `from`; continues it with the same other conditions. */
  @IsOptional()
  @IsPosition()
  @NotWith('from')
  cursor?: string;

  /** Events on one page; a stream gives all there are unless it is said. */
  @IsOptional()
  @IsLimit()
  limit?: string;
}

/** The events of one case, in the order of recording. */
export class CaseEventsQuery extends inPages(awaiting(Object)) {}
