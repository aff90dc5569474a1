import { DEFAULT_MEASURE, UNKNOWN } from '#read-models';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../http/read-query.js';
import type { Schema } from './schema.js';

const DATE = 'A date as imprecise as EDTF allows, such as `2021`, `2021-06` or `2021-06-15T14:00+08:00`.';

/** What the parameters of queries mean, by name; a name means the same wherever it is taken. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  minPosition:
    'Wait up to 5 seconds until the read models have seen this `position`, as a write to this log answered it. Default: none.',
  pin:
    'Versions of the tables to read in place of those that serve, to compare them: a projection and a version, such as ' +
    '`cases:4`, several separated by commas. `minPosition` and `position` then wait for them. Default: what serves.',
  cursor: '`nextCursor` of the page before, with the same other conditions. Default: the first page.',
  limit: `Items on one page. Of events as lines (NDJSON) all there are, unless it is given; a live stream takes none.`,
  asOf: `What had happened by the end of this date; now when it is left out, and at the latest. ${DATE}`,
  knownAt: `What had been recorded by the end of this date; now when it is left out, and at the latest. ${DATE}`,
  since: `What may have happened in this date or later. Default: from the beginning. ${DATE}`,
  until: `What may have happened before this date ends. Default: to the end. ${DATE}`,
  openedSince: `Cases that may have opened in this date or later. Default: from the beginning. ${DATE}`,
  openedUntil: `Cases that may have opened before this date ends. Default: to the end. ${DATE}`,
  from: 'Events after this position; not together with `cursor`. Default: from the beginning.',
  to: 'Events up to this position, itself included. Default: to the end; a live stream has none.',
  time: 'Whether `since` and `until` are about when it happened, or when it was recorded.',
  stream: 'Events of this stream alone: `case-`, `union-` or `report-`, and an id. Default: all.',
  types: 'Event types, separated by commas. Default: all.',
  level: 'Of a union that it is about, at that time. Default: any.',
  q: 'Part of a title, or of any name or alias in either language, whatever the case. Default: any.',
  status: 'Default: any.',
  sector: 'Default: any.',
  region: 'A GB/T 2260 region code, or its first two or four digits. Default: any.',
  dispute: 'One of those that the case is about. Default: any.',
  unionId: 'The union that was engaged, or that an event is about. Default: any.',
  caseId: 'This case alone. Default: any.',
  opened: `Cases that may have opened in this date. Default: any. ${DATE}`,
  position:
    'What had been recorded up to this `position` in the log; all that the read models have when it is left out.',
  figure: 'As the report names it; an unknown one is refused with those there are.',
  department: 'One of those of the union that were asked, as it was named. Default: any.',
  reason: 'One that the union gave for not acting. Default: any.',
  aware: 'Whether a union knew of the case before it was called. Default: any.',
  involved: 'Whether a union intervened. Default: any.',
  measure: 'Which clock. `outcome` is about it.',
  groupBy:
    'One dimension, or two separated by commas. In groups by reason or department one engagement may be several times; they are not told of one reason or department alone, nor groups by period with `entry=running`.',
  unit: 'One record for each engagement; or for each case and level, all unions of that level taken together.',
  compete: 'What else ends a clock: `arbitration`, `court`, or both separated by commas. Default: neither.',
  period: `Clocks that started in this date; \`${UNKNOWN}\`: those that never started. Default: any. ${DATE}`,
  entry: 'With `period`: clocks that started in it; or those that ran in it, earlier ones entering late.',
  per: 'How long the groups of `groupBy=period` are.',
  days: 'All days, or the working days of China.',
  classes: 'Those that count as the event of the median, separated by commas. Default: all of the measure.',
  horizons: 'After how many days incidence is told, separated by commas.',
  ciType: 'On which scale intervals are computed.',
  medianRule: 'Where a curve stays at one half: the middle of that piece (as R), or its start.',
  curve: 'Whether whole curves are wanted.',
  one: 'A version of the projection.',
  other: 'Another version of the projection.',
  compare: 'A test of whether the groups differ. Default: none.',
};

/** Where a name means something else. */
const OUTCOME_OF_A_CASE = 'Of the last resolution. Default: any.';
const OUTCOME_OF_A_CLOCK =
  'How the clock of `measure` stands: a class of that measure, `silent` (still running), `not_started`, `competing`, or ' +
  '`competing:` and a cause. Words of another measure are refused. Default: any.';

const SCHEMAS: Readonly<Record<string, Schema>> = {
  limit: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
};
const DEFAULTS: Readonly<Record<string, unknown>> = {
  measure: DEFAULT_MEASURE,
  time: 'occurred',
  groupBy: 'level',
  unit: 'engagement',
  entry: 'started',
  per: 'year',
  days: 'calendar',
  horizons: '1,7,30,90',
  ciType: 'log-log',
  medianRule: 'midpoint',
  curve: 'false',
};

/** One query parameter, as OpenAPI has it. `path` is where it is taken. */
export function queryParameter(path: string, name: string, schema: Schema) {
  const byDefault = DEFAULTS[name];
  return {
    name,
    in: 'query',
    description: descriptionOf(path, name),
    schema: { ...(SCHEMAS[name] ?? schema), ...(byDefault !== undefined && { default: byDefault }) },
  };
}

function descriptionOf(path: string, name: string): string {
  if (name === 'outcome') return path === '/v1/cases' ? OUTCOME_OF_A_CASE : OUTCOME_OF_A_CLOCK;
  return DESCRIPTIONS[name] ?? '';
}
