import { DEFAULT_TIME_ZONE, localDate, parseEdtf } from '#time';
import type { FramedView } from './framed-view.js';
import type { Grouping } from './groupings.js';
import { type ClockConditions } from './report-request.js';
import type { GroupKey } from './response-groups.js';
import { UNKNOWN } from './selection.js';

const PARAMETERS: Readonly<Record<Grouping, keyof ClockConditions>> = {
  level: 'level',
  union: 'unionId',
  department: 'department',
  reason: 'reason',
  sector: 'sector',
  region: 'region',
  period: 'period',
};

/** Of a request, what says which clocks are counted. */
const CONDITIONS = [
  'caseId',
  'unionId',
  'level',
  'sector',
  'region',
  'department',
  'reason',
  'measure',
  'unit',
  'compete',
  'period',
  'entry',
] as const satisfies (keyof ClockConditions)[];

/**
 * Addresses of exactly the engagements that each group counts, as they are in the report's frame. `&outcome=` narrows one
 * to those of one count: a class, `censored`, `silent`, `not_started`, `competing`, `quarantined`.
 */
export function drillDowns(request: ClockConditions, frame: FramedView): (key: GroupKey) => string {
  const conditions: [string, string][] = [];
  for (const name of CONDITIONS) if (request[name] !== undefined) conditions.push([name, request[name]]);
  const end = new URLSearchParams({ asOf: frame.asOf, knownAt: frame.knownAt });
  if (frame.position !== '') end.set('position', frame.position);
  if (frame.pin !== undefined) end.set('pin', frame.pin);
  const rest = `&${end.toString()}`;
  return (key) => {
    const query = new URLSearchParams(conditions);
    for (const [grouping, value] of Object.entries(key) as [Grouping, string][]) {
      const within = grouping === 'period' && request.period !== undefined ? overlap(request.period, value) : value;
      query.set(PARAMETERS[grouping], within);
    }
    return `/v1/engagements?${query.toString()}${rest}`;
  };
}

/** What a period has in common with one of those that it is grouped by: in days, or to the millisecond where it cuts one. */
function overlap(period: string, group: string): string {
  if (group === UNKNOWN) return UNKNOWN;
  const [a, b] = [parseEdtf(period, DEFAULT_TIME_ZONE), parseEdtf(group, DEFAULT_TIME_ZONE)];
  const [earliest, latest] = [Math.max(a.earliest, b.earliest), Math.min(a.latest, b.latest)];
  const [first, last] = [earliest, latest - 1];
  const days = between(localDate(DEFAULT_TIME_ZONE, first), localDate(DEFAULT_TIME_ZONE, last));
  const whole = parseEdtf(days, DEFAULT_TIME_ZONE);
  if (whole.earliest === earliest && whole.latest === latest) return days;
  return between(new Date(first).toISOString(), new Date(last).toISOString());
}

function between(first: string, last: string): string {
  return first === last ? first : `${first}/${last}`;
}
