import { IsOptional, Matches } from 'class-validator';
import {
  INTERVAL_TYPES,
  DAYS,
  QUANTILE_RULES,
  TESTS,
  type IntervalType,
  type Days,
  type QuantileRule,
  type Test,
} from '#measures';
import type { Instant } from '#time';
import { InvalidContent, IsCode, IsCodeList, IsText, type FieldError } from '#unions';
import { frameAsked, listOf, selectionAsked } from './asked.js';
import type { AskedFrame } from './frame.js';
import { GROUPINGS, LEVEL_GROUPINGS, MAX_DIMENSIONS, type Grouping } from './groupings.js';
import { PERS, type Per } from './periods.js';
import { ClockConditions } from './report-request.js';
import type { ResponseTimesAsked } from './response-times-asked.js';
import { CLASSES } from './response-groups.js';

const DEFAULT_HORIZONS = [1, 7, 30, 90];
const MAX_HORIZONS = 20;
/** Whole days, up to a hundred years. */
const HORIZONS = new RegExp(String.raw`^\d{1,5}(,\d{1,5}){0,${MAX_HORIZONS - 1}}$`);

/** What a report on response times is asked for, as texts: in a query, on a command line, or in a published report. */
export class ResponseTimesRequest extends ClockConditions {
  /** One dimension or two, separated by commas. */
  @IsOptional()
  @IsCodeList(GROUPINGS, 'grouping')
  groupBy?: string;

  @IsOptional()
  @IsCode(PERS, 'period length')
  per?: Per;

  @IsOptional()
  @IsCode(DAYS, 'calendar')
  days?: Days;

  /** The classes that count as the event of the median; all of the measure unless said. */
  @IsOptional()
  @IsText(200)
  classes?: string;

  /** After how many days incidence is told, separated by commas. */
  @IsOptional()
  @Matches(HORIZONS, {
    message: `$property must be up to ${MAX_HORIZONS} whole numbers of days, from 0 to 99999, separated by commas`,
  })
  horizons?: string;

  @IsOptional()
  @IsCode(INTERVAL_TYPES, 'kind of interval')
  ciType?: IntervalType;

  @IsOptional()
  @IsCode(QUANTILE_RULES, 'median rule')
  medianRule?: QuantileRule;

  @IsOptional()
  @IsCode(['true', 'false'], 'answer')
  curve?: 'true' | 'false';

  /** The test of whether the groups differ. */
  @IsOptional()
  @IsCode(TESTS, 'test')
  compare?: Test;
}

/** A request with everything it leaves open decided. */
export interface ResponseTimesQuestion {
  readonly frame: AskedFrame;
  readonly asked: ResponseTimesAsked;
}

/** @throws InvalidContent for what no single field is to blame for */
export function responseTimesQuestion(request: ResponseTimesRequest, now: Instant): ResponseTimesQuestion {
  return { frame: frameAsked(request, now), asked: responseTimesAsked(request) };
}

/** What is asked, whatever the frame. @throws InvalidContent for what no single field is to blame for */
export function responseTimesAsked(request: ResponseTimesRequest): ResponseTimesAsked {
  const selection = selectionAsked(request);
  const groupBy = groupingsOf(request);
  const { per = 'year', days = 'calendar', ciType = 'log-log', medianRule = 'midpoint', compare = null } = request;
  const horizons = request.horizons?.split(',').map(Number) ?? DEFAULT_HORIZONS;
  return {
    selection,
    groupBy,
    per,
    days,
    classes: classesOf(request, selection.measure),
    allClasses: CLASSES[selection.measure],
    horizons: [...new Set(horizons)].sort((a, b) => a - b),
    ciType,
    medianRule,
    curve: request.curve === 'true',
    compare,
  };
}

function groupingsOf(request: ResponseTimesRequest): Grouping[] {
  const { groupBy = 'level', unit = 'engagement' } = request;
  const groupings = groupBy.split(',') as Grouping[];
  if (new Set(groupings).size < groupings.length || groupings.length > MAX_DIMENSIONS) {
    throw refused({ field: 'groupBy', message: `groupBy takes ${MAX_DIMENSIONS} different groupings at most` });
  }
  requireListable(groupings, request);
  const known: readonly Grouping[] = unit === 'engagement' ? GROUPINGS : LEVEL_GROUPINGS;
  if (groupings.every((grouping) => known.includes(grouping))) return groupings;
  throw refused({
    field: 'groupBy',
    message: `all unions of a level together are grouped by ${known.join(', ')}`,
    known,
  });
}

/** Refuses groups that no list can be asked for: a list takes one period, one reason and one department. */
function requireListable(groupings: readonly Grouping[], { entry, reason, department }: ResponseTimesRequest): void {
  if (groupings.includes('period') && entry === 'running') {
    const message = 'groupBy=period tells when clocks started: ask for each period that they ran in by itself';
    throw refused({ field: 'groupBy', message });
  }
  for (const [name, given] of Object.entries({ reason, department })) {
    if (given === undefined || !groupings.includes(name as Grouping)) continue;
    throw refused({ field: 'groupBy', message: `groupBy=${name} cannot be told of one ${name} alone: leave one out` });
  }
}

function classesOf({ classes }: ResponseTimesRequest, measure: keyof typeof CLASSES): readonly string[] {
  const known = CLASSES[measure];
  if (classes === undefined) return known;
  const wanted = listOf(classes);
  if (wanted.some((name) => !known.includes(name))) {
    throw refused({ field: 'classes', message: `classes must be some of those of ${measure}`, known });
  }
  return known.filter((name) => wanted.includes(name));
}

function refused(error: FieldError): InvalidContent {
  return new InvalidContent([error]);
}
