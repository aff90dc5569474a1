import type { Compete } from '#measures';
import { DEFAULT_TIME_ZONE, parseEdtf, type Instant } from '#time';
import { InvalidContent } from '#unions';
import type { AskedFrame } from './frame.js';
import { momentOf } from './moment.js';
import type { ClockConditions } from './report-request.js';
import { UNKNOWN, type EngagementFilter, type Selection } from './selection.js';

export const DEFAULT_MEASURE = 'first_reply';

/** What names a frame, as texts. */
export type FrameConditions = Pick<ClockConditions, 'asOf' | 'knownAt' | 'position'>;

/** The frame that a request names; now, and all that is recorded, where it names none. @throws InvalidContent */
export function frameAsked({ asOf, knownAt, position }: FrameConditions, now: Instant): AskedFrame {
  const moment = { asOf: momentOf('asOf', asOf, now), knownAt: momentOf('knownAt', knownAt, now) };
  return position === undefined ? moment : { ...moment, position };
}

/** @throws InvalidContent */
export function selectionAsked(request: ClockConditions): Selection {
  const { measure = DEFAULT_MEASURE, unit = 'engagement', compete, period, entry = 'started' } = request;
  if (entry === 'running' && (period === undefined || period === UNKNOWN)) {
    throw new InvalidContent([{ field: 'entry', message: 'entry needs a period that clocks ran in' }]);
  }
  return {
    filter: filterAsked(request),
    measure,
    unit,
    compete: listOf<Compete>(compete),
    period: periodAsked(period),
    entry,
  };
}

function periodAsked(period: string | undefined): Selection['period'] {
  if (period === undefined) return null;
  return period === UNKNOWN ? UNKNOWN : parseEdtf(period, DEFAULT_TIME_ZONE);
}

export function filterAsked({ caseId, unionId, level, sector, region, department, reason }: ClockConditions) {
  const conditions = { caseId, unionId, level, sector, region, department, reason };
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined)) as EngagementFilter;
}

/** What is separated by commas, each once, in order. */
export function listOf<Code extends string>(text: string | undefined): Code[] {
  return text === undefined ? [] : ([...new Set(text.split(','))].sort() as Code[]);
}
