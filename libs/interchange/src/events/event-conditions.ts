import { IsOptional, Matches, ValidateBy } from 'class-validator';
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
import { subjectOf, type Subject } from './subject.js';

const TYPES: Readonly<Record<Subject['kind'], object>> = {
  case: CASE_EVENTS,
  union: UNION_EVENTS,
  report: PUBLICATION_EVENTS,
};

export const EVENT_TYPES = Object.values(TYPES).flatMap(Object.keys);

const STREAM = /^(case|union|report)-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What `since` and `until` are about: when things happened, or when they were recorded. */
export const TIMES = ['occurred', 'recorded'] as const;
export type EventTime = (typeof TIMES)[number];

/** Which events are meant by what they say, as texts from outside; every given condition must hold. */
export class EventSelection {
  /** Event types, separated by commas. */
  @IsOptional()
  @IsCodeList(EVENT_TYPES, 'event type')
  @FitsStream('has no event of these types', (types, { kind }) => types.split(',').some((type) => type in TYPES[kind]))
  types?: string;

  /** Events of this stream alone. */
  @IsOptional()
  @Matches(STREAM, { message: '$property must be case-, union- or report-, and a UUID in lower case' })
  stream?: string;

  /** Events about a union that had this level when they happened. */
  @IsOptional()
  @IsCode(LEVELS, 'level')
  @FitsStream('is about no union', isNoReport)
  level?: Level;

  /** Events about this union: its own, and the steps of cases in which it was called, answered or acted. */
  @IsOptional()
  @IsId()
  @FitsStream('is not about it', (unionId, { kind, id }) => kind === 'case' || (kind === 'union' && id === unionId))
  unionId?: string;

  /** Of the case, or of the union on whose stream an event is. */
  @IsOptional()
  @IsCode(SECTORS, 'sector')
  @FitsStream('has no sector', isNoReport)
  sector?: Sector;

  /** Of the case, or of the union on whose stream an event is: a code, or the digits it begins with. */
  @IsOptional()
  @IsRegionPrefix()
  @FitsStream('has no region', isNoReport)
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

/** The same in a part of the log. */
export class EventConditions extends EventSelection {
  /** A position: events after it. */
  @IsOptional()
  @Matches(POSITION, { message: '$property must be a position of this log' })
  from?: string;

  /** A position: events up to it. */
  @IsOptional()
  @Matches(POSITION, { message: '$property must be a position of this log' })
  @NotBeforePosition('from')
  to?: string;
}

function isNoReport(_value: string, { kind }: Subject): boolean {
  return kind !== 'report';
}

/** Refused where no event of the stream that is asked for could meet the condition. */
function FitsStream(contradiction: string, fits: (value: string, stream: Subject) => boolean): PropertyDecorator {
  return ValidateBy({
    name: 'fitsStream',
    validator: {
      validate: (value, args) => {
        const { stream } = args!.object as { readonly stream?: unknown };
        if (typeof value !== 'string' || typeof stream !== 'string' || !STREAM.test(stream)) return true;
        return fits(value, subjectOf(stream));
      },
      defaultMessage: () => `$property contradicts stream, which ${contradiction}`,
    },
  });
}
