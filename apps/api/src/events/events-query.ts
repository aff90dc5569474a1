import { IsOptional } from 'class-validator';
import { CASE_EVENTS } from '#cases';
import { IsCode, IsCodeList, IsEdtf, LEVELS, NotWith, type Level, UNION_EVENTS } from '#unions';
import { PUBLICATION_EVENTS } from '#publications';
import { IsPosition } from '#read-models';
import { IsLimit, PageQuery, ReadQuery } from '../http/read-query.js';
import { NotBefore } from '../http/not-before.js';

export const EVENT_TYPES = [CASE_EVENTS, UNION_EVENTS, PUBLICATION_EVENTS].flatMap(Object.keys);

/** Which events GET /v1/events lists or streams; every given condition must hold. */
export class EventsQuery extends ReadQuery {
  /** A position: events after it. */
  @IsOptional()
  @IsPosition()
  from?: string;

  /** `nextCursor` of the page before, in place of `from`; continues it with the same other conditions. */
  @IsOptional()
  @IsPosition()
  @NotWith('from')
  cursor?: string;

  /** Event types, separated by commas. */
  @IsOptional()
  @IsCodeList(EVENT_TYPES, 'event type')
  types?: string;

  /** Events about a union that had this level when they happened. */
  @IsOptional()
  @IsCode(LEVELS, 'level')
  level?: Level;

  /** A date: what may have happened in it or later. */
  @IsOptional()
  @IsEdtf()
  since?: string;

  /** A date: what may have happened before its end. */
  @IsOptional()
  @IsEdtf()
  @NotBefore('since')
  until?: string;

  /** Events on one page; a stream gives all there are unless it is said. */
  @IsOptional()
  @IsLimit()
  limit?: string;
}

/** The events of one case, in the order of recording. */
export class CaseEventsQuery extends PageQuery {}
