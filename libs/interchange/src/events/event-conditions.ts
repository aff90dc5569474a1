import { IsOptional, Matches } from 'class-validator';
import { CASE_EVENTS } from '#cases';
import { POSITION } from '#event-store';
import { PUBLICATION_EVENTS } from '#publications';
import {
  IsCode,
  IsCodeList,
  IsEdtf,
  IsId,
  IsRegionPrefix,
  LEVELS,
  NotBefore,
  SECTORS,
  UNION_EVENTS,
  type Level,
  type Sector,
} from '#unions';
import { NotBeforePosition } from './not-before-position.js';

export const EVENT_TYPES = [CASE_EVENTS, UNION_EVENTS, PUBLICATION_EVENTS].flatMap(Object.keys);

/** What `since` and `until` are about: when things happened, or when they were recorded. */
export const TIMES = ['occurred', 'recorded'] as const;
export type EventTime = (typeof TIMES)[number];

/** Which events are meant, as texts from outside; every given condition must hold. */
export class EventConditions {
  /** A position: events after it. */
  @IsOptional()
  @Matches(POSITION, { message: '$property must be a position of this log' })
  from?: string;

  /** A position: events up to it. */
  @IsOptional()
  @Matches(POSITION, { message: '$property must be a position of this log' })
  @NotBeforePosition('from')
  to?: string;

  /** Event types, separated by commas. */
  @IsOptional()
  @IsCodeList(EVENT_TYPES, 'event type')
  types?: string;

  /** Events about a union that had this level when they happened. */
  @IsOptional()
  @IsCode(LEVELS, 'level')
  level?: Level;

  /** Events about this union. */
  @IsOptional()
  @IsId()
  unionId?: string;

  /** Of the case, or of the union on whose stream an event is. */
  @IsOptional()
  @IsCode(SECTORS, 'sector')
  sector?: Sector;

  /** Of the case, or of the union on whose stream an event is: a code, or the digits it begins with. */
  @IsOptional()
  @IsRegionPrefix()
  region?: string;

  /** A date: what may have happened in it or later. */
  @IsOptional()
  @IsEdtf()
  since?: string;

  /** A date: what may have happened before its end. */
  @IsOptional()
  @IsEdtf()
  @NotBefore('since')
  until?: string;

  /** What `since` and `until` are about; `occurred` where it is left out. */
  @IsOptional()
  @IsCode(TIMES, 'time')
  time?: EventTime;
}
