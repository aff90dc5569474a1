import { DEFAULT_TIME_ZONE, localDate, parseEdtf } from '#time';
import type { FramedView } from './framed-view.js';
import type { Grouping } from './groupings.js';
import { type ClockConditions } from './report-request.js';
import type { GroupKey } from './response-groups.js';

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

/** The days that two dates have in common. */
function overlap(one: string, other: string): string {
  const [a, b] = [parseEdtf(one, DEFAULT_TIME_ZONE), parseEdtf(other, DEFAULT_TIME_ZONE)];
  const first = localDate(DEFAULT_TIME_ZONE, Math.max(a.earliest, b.earliest));
  const last = localDate(DEFAULT_TIME_ZONE, Math.min(a.latest, b.latest) - 1);
  return first === last ? first : `${first}/${last}`;
}
