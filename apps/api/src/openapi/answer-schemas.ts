import { CASE_EVENTS, OPENINGS, RESOLUTIONS } from '#cases';
import {
  COMPETES,
  DAYS,
  DESTINATIONS,
  INTERVAL_TYPES,
  LEAST_TO_ESTIMATE,
  MEASURES,
  QUANTILE_RULES,
  TABULATIONS,
  type Tabulation,
} from '#measures';
import { ENTRIES, GROUPINGS, PERS, STATUSES, UNITS, UNKNOWN } from '#read-models';
import { LEVELS, SECTORS } from '#unions';
import { EVENT_TYPES } from '#interchange';
import {
  counts,
  described,
  flag,
  instant,
  integer,
  list,
  named,
  nullable,
  object,
  oneOfCodes,
  position,
  text,
  uuid,
  type Schema,
} from './schema.js';

const recorded = {
  stepId: described(uuid, 'Names the step in corrections and in `since`.'),
  revision: described(integer, 'Place in the stream; the ETag says the same.'),
  position: described(position, 'Place in the log; `minPosition` of a query that must see this write.'),
};

const page = (items: string) => pageOf(named(items));

const pageOf = (item: Schema, more: Readonly<Record<string, Schema>> = {}) =>
  object({
    ...more,
    items: list(item),
    nextCursor: described(nullable(text), '`cursor` of the next page; null at the end.'),
  });

const number: Schema = { type: 'number' };

const keys = object(Object.fromEntries(GROUPINGS.map((grouping) => [`${grouping}?`, text])));

const group = object({
  key: described(keys, `One value for each dimension; \`${UNKNOWN}\` for those without; empty for the total.`),
  engagements: described(integer, 'n + notStarted + quarantined'),
  notStarted: described(integer, 'The clock never started: nobody called this union.'),
  n: described(integer, 'All classes, the censored and the competing together.'),
  classes: counts('How many ended in each class.'),
  censored: described(integer, 'Still running.'),
  silent: described(integer, 'Those of the censored whose union was called and has not replied at all.'),
  competing: counts('How many ended another way, by cause.'),
  quarantined: counts('Clocks that would have run backwards, by reason: counted, and not measured.'),
  figures: described(nullable(named('Figures')), 'Null where n is below 5.'),
  rank: described(
    nullable(object({ best: integer, worst: integer })),
    'By the median. Groups whose intervals overlap are not ranked against each other.',
  ),
  drillDown: described(text, 'Address of the engagements counted here; add `&outcome=` for those of one count.'),
});

const limits = { low: nullable(number), high: nullable(number) };
const ci = described(
  object(limits),
  'The interval, from the lower limit of one computation to the upper limit of the other; null where it has none.',
);
const horizon = object({ horizon: described(integer, 'Days.'), ...limits, ci });
const curve = list(
  object({
    days: integer,
    atRisk: described(integer, 'Just before.'),
    survival: described(number, 'Kaplan-Meier.'),
    ci,
    incidence: described({ type: 'object', additionalProperties: number }, 'Aalen-Johansen, by class.'),
  }),
);
const figures = object({
  incidence: described(
    { type: 'object', additionalProperties: list(horizon) },
    'Aalen-Johansen, by class and horizon; null beyond the time over which anybody was watched.',
  ),
  median: described(object({ ...limits, ci }), 'Kaplan-Meier, in days; null where it is not reached.'),
  restrictedMean: described(horizon, 'Mean days up to the last horizon.'),
  'curve?': object({ shortest: curve, longest: curve }),
});

/** Such as `DelaysAndOutcomes`. */
export function schemaName({ name }: Tabulation): string {
  return name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
}

function tabulated({ sections, lengths }: Tabulation): Schema {
  const table = Object.entries(sections).map(([name, { about }]) => [name, described(named('Shares'), about)]);
  return object({
    filter: named('CaseFilter'),
    frame: named('ReportFrame'),
    confidence: described({ type: 'number' }, 'Of every interval.'),
    cases: described(integer, 'Looked at; the figure `cases` lists them.'),
    duplicates: described(
      integer,
      'Left out as duplicates of another case, unless it is the one asked about; the figure `duplicates` lists them.',
    ),
    ...(Object.fromEntries(table) as Record<string, Schema>),
    ...(lengths && { lengths: lengthsOf(lengths) }),
  });
}

function lengthsOf(lengths: NonNullable<Tabulation['lengths']>): Schema {
  const entries = Object.entries(lengths).map(([name, { about }]) => [name, described(named('LengthSummary'), about)]);
  return object(Object.fromEntries(entries) as Record<string, Schema>);
}

/** What the API answers with, by name. */
const LAG = object({
  caughtUp: flag,
  'behind?': described(integer, 'Events still to come, in a log that counts events.'),
  'behindBytes?': described(integer, 'Bytes of the log still to come, in a log that counts bytes.'),
});

export const ANSWER_SCHEMAS: Readonly<Record<string, Schema>> = {
  Recorded: object(recorded),
  CaseOpened: object({ caseId: uuid, ...recorded }),
  UnionRegistration: object({ unionId: uuid, ...recorded }),
  Interval: described(
    object({ earliest: instant, latest: instant }),
    'Half-open: `latest` is the first instant after it.',
  ),
  Bounds: described(object({ low: integer, high: integer }), 'Shortest and longest, as far as the dates tell.'),
  Names: object({ 'zh?': text, 'en?': text }),
  Union: object({
    unionId: uuid,
    level: oneOfCodes(LEVELS),
    sector: nullable(oneOfCodes(SECTORS)),
    region: nullable(text),
    parentId: nullable(uuid),
    names: named('Names'),
    aliases: list(text),
    departments: list(named('Names')),
    closed: flag,
    revision: integer,
  }),
  UnionPage: page('Union'),
  Case: object({
    caseId: uuid,
    openedBy: oneOfCodes(Object.keys(OPENINGS)),
    opened: object({ occurredAt: text, earliest: instant, latest: instant }),
    title: text,
    region: nullable(text),
    sector: nullable(oneOfCodes(SECTORS)),
    disputes: list(text),
    employers: list(object({ name: text, role: text })),
    workers: nullable(integer),
    collective: nullable(flag),
    owed: nullable(object({ amount: text, currency: text, 'parts?': list(text) })),
    timeZone: text,
    status: described(oneOfCodes(STATUSES), '`closed`: nobody works on it any more, whatever its outcome.'),
    outcome: described(nullable(oneOfCodes(RESOLUTIONS)), 'Of the last resolution.'),
    assignee: nullable(text),
    duplicateOf: nullable(uuid),
    steps: described(integer, 'Steps that stand, the opening included.'),
    revision: integer,
  }),
  CasePage: page('Case'),
  TimelineStep: object({
    stepId: uuid,
    type: oneOfCodes(Object.keys(CASE_EVENTS)),
    interval: described(named('Interval'), 'As narrow as its date and its relations to other steps allow.'),
    content: { type: 'object' },
    recordedAt: instant,
    recordedBy: text,
    revision: integer,
    corrections: list(
      object({ stepId: uuid, why: text, recordedAt: instant, recordedBy: text, previous: { type: 'object' } }),
    ),
    retracted: nullable(object({ stepId: uuid, why: text, recordedAt: instant, recordedBy: text })),
  }),
  Timeline: object({
    caseId: uuid,
    revision: integer,
    timeZone: text,
    asOf: described(instant, 'Running clocks stand as at this instant.'),
    steps: described(list(named('TimelineStep')), 'In order of occurrence.'),
    engagements: described(list(named('Engagement')), 'In the order in which the unions appeared.'),
  }),
  Clock: object({
    start: named('Interval'),
    stop: described(nullable(named('Interval')), 'Null while it runs.'),
    end: oneOfCodes(['event', 'competing', 'censored', 'quarantined']),
    class: described(nullable(text), 'What kind of event ended it; null unless `end` is `event`.'),
    cause: described(nullable(text), 'What came in between, or why it is in quarantine; null with any other `end`.'),
    seconds: described(nullable(named('Bounds')), 'Null in quarantine.'),
    days: described(nullable(named('Bounds')), 'Calendar days in the case’s time zone.'),
  }),
  Engagement: object({
    caseId: uuid,
    unionId: uuid,
    level: described(nullable(oneOfCodes(LEVELS)), 'The one that the union had when it was called.'),
    sector: described(nullable(text), 'Of the case.'),
    region: described(nullable(text), 'Of the union.'),
    called: flag,
    department: described(nullable(text), 'The one first asked.'),
    departments: list(text),
    reasons: described(list(text), 'Every reason it gave for not acting.'),
    causedBy: described(nullable(object({ unionId: uuid, stepId: uuid })), 'The referral that brought it in.'),
    clocks: described(
      object(Object.fromEntries(MEASURES.map((measure) => [measure, nullable(named('Clock'))]))),
      'Null: the clock never started.',
    ),
  }),
  LevelEngagements: described(
    object({
      caseId: uuid,
      level: nullable(oneOfCodes(LEVELS)),
      sector: nullable(text),
      unionIds: list(uuid),
      clocks: object(Object.fromEntries(MEASURES.map((measure) => [measure, nullable(named('Clock'))]))),
    }),
    'All unions of one level that are engaged in a case, taken together.',
  ),
  EngagementPage: pageOf(
    { oneOf: [named('Engagement'), named('LevelEngagements')] },
    { asOf: described(instant, 'Running clocks are censored at this instant.') },
  ),
  Figures: described(
    figures,
    'Each figure is computed with the shortest and with the longest that every clock may have run: `low` and `high`.',
  ),
  ResponseTimes: object({
    measure: oneOfCodes(MEASURES),
    groupBy: list(oneOfCodes(GROUPINGS)),
    filter: described({ type: 'object', additionalProperties: text }, 'The conditions of the query.'),
    unit: oneOfCodes(UNITS),
    period: nullable(text),
    entry: oneOfCodes(ENTRIES),
    per: oneOfCodes(PERS),
    days: oneOfCodes(DAYS),
    classes: described(list(text), 'Those that count as the event of the median.'),
    compete: list(oneOfCodes(COMPETES)),
    horizons: list(integer),
    ciType: oneOfCodes(INTERVAL_TYPES),
    confidence: described(number, 'Of every interval.'),
    medianRule: oneOfCodes(QUANTILE_RULES),
    frame: named('ReportFrame'),
    calendar: described(nullable(text), 'Version of the working days; null where calendar days are counted.'),
    groups: list(group),
    total: group,
    duplicates: described(integer, 'Engagements left out, since their case is the duplicate of another.'),
    comparison: described(nullable({ type: 'object' }), 'The test of `compare`, for the shortest and the longest.'),
  }),
  ReportFrame: described(
    object({
      asOf: described(instant, 'What had happened by then.'),
      knownAt: described(instant, 'What had been recorded by then.'),
      position: described(text, 'Of the last event in the log that may count; empty before the first.'),
      'pin?': described(text, 'Versions of the tables that were read in place of those that serve.'),
      timeZone: described(text, 'Dates without an offset, and periods, are read in it.'),
      rules: described(integer, 'Version of the rules that clocks follow.'),
      measures: described(integer, 'Version of the measures that figures are computed with.'),
    }),
    'What the figures stand on: asked with it again, they are the same bytes.',
  ),
  Share: object({
    figure: described(text, 'Its name.'),
    n: described(integer, 'How many facts of it are listed at `drillDown`.'),
    base: described(nullable(text), 'The figure that it is a part of; null for one that is part of none.'),
    of: described(nullable(integer), 'The count of `base`.'),
    percent: described(nullable({ type: 'number' }), `Null where \`of\` is below ${LEAST_TO_ESTIMATE}, as is \`ci\`.`),
    ci: described(
      nullable(object({ low: { type: 'number' }, high: { type: 'number' } })),
      'Wilson’s interval at the level of `confidence`, in percent.',
    ),
    drillDown: described(text, 'Address of exactly the facts that it counts, in the same frame.'),
  }),
  Shares: {
    anyOf: [named('Share'), { type: 'object', additionalProperties: named('Shares') }],
    description: 'A figure, or some by label: what they are parts of is the `base` of each.',
  },
  ...Object.fromEntries(TABULATIONS.map((tabulation) => [schemaName(tabulation), tabulated(tabulation)])),
  EdgeEnd: object({ name: nullable(text), level: nullable(oneOfCodes(LEVELS)) }),
  ReferralEdges: object({
    filter: named('CaseFilter'),
    frame: named('ReportFrame'),
    edges: described(
      list(
        object({
          from: described(uuid, 'The union that sent workers away.'),
          fromUnion: described(named('EdgeEnd'), 'As it is in the frame.'),
          to: oneOfCodes(DESTINATIONS),
          target: described(
            nullable(text),
            'The union’s id or the agency’s code; null where it was not named, and where there is but one.',
          ),
          targetUnion: nullable(named('EdgeEnd')),
          referrals: integer,
          cases: integer,
          drillDown: described(text, 'Address of exactly the referrals that it counts, in the same frame.'),
        }),
      ),
      'Those with the most referrals first.',
    ),
  }),
  LengthSummary: object({
    unit: oneOfCodes(['days', 'unions']),
    n: described(integer, 'events + censored + competing.'),
    events: described(integer, 'Those that have ended as one waits for.'),
    censored: described(integer, 'Those that have not ended.'),
    competing: described(integer, 'Those that ended another way.'),
    quarantined: described(integer, 'Those whose end certainly came before their beginning; not among `n`.'),
    figures: described(
      nullable(
        object({
          incidence: described(
            { type: 'object', additionalProperties: list(horizon) },
            'The share that has ended as one waits for (Aalen-Johansen), by length.',
          ),
          median: described(object({ ...limits, ci }), 'Kaplan-Meier; null where it is not reached.'),
          restrictedMean: described(horizon, 'What lasts longer than the horizon counts with it.'),
        }),
      ),
      `Null where \`n\` is below ${LEAST_TO_ESTIMATE}. Each was computed with every shortest and every longest length.`,
    ),
  }),
  FactPage: pageOf(named('Fact'), { figure: text, filter: named('CaseFilter'), frame: named('ReportFrame') }),
  Fact: object({
    caseId: uuid,
    unionId: nullable(uuid),
    stepId: described(nullable(uuid), 'In the case’s timeline.'),
    detail: described({ type: 'object' }, 'What it was decided by.'),
  }),
  CaseFilter: described(
    object({ 'caseId?': uuid, 'sector?': text, 'region?': text, 'opened?': text }),
    'The conditions that were given.',
  ),
  Event: described(
    object({
      specversion: { const: '1.0' },
      id: described(uuid, 'Of the step.'),
      source: described(text, 'The case or union it is about.'),
      type: oneOfCodes(EVENT_TYPES),
      time: described(instant, 'When it was recorded; when it happened is `data.occurredAt`.'),
      datacontenttype: { const: 'application/json' },
      position,
      stream: text,
      revision: integer,
      recordedby: text,
      'correlationid?': text,
      'causationid?': text,
      schemaversion: described(integer, 'Of `data`.'),
      data: { type: 'object' },
    }),
    'CloudEvents 1.0.',
  ),
  EventPage: page('Event'),
  ProjectionList: object({
    items: list(
      object({
        name: text,
        version: integer,
        build: described(
          integer,
          'Counted from 1 within the version: a rebuild is another, beside the one that serves.',
        ),
        state: oneOfCodes(['booting', 'running', 'paused', 'failed', 'retired']),
        active: described(flag, 'Queries read its tables.'),
        position: described(nullable(position), 'Everything up to here is in the tables.'),
        lag: LAG,
        completing: described(
          nullable({ type: 'number' }),
          'Of a build that has read the log: how much of what is left to do is done, 0 to 1.',
        ),
        pace: described(
          nullable(object({ unit: oneOfCodes(['events', 'bytes']), perSecond: integer })),
          'Of building it from the start of the log.',
        ),
        secondsLeft: described(nullable(integer), 'Until it reaches the end of the log, at its pace.'),
        failure: nullable(
          object({
            eventId: nullable(uuid),
            type: nullable(text),
            position: nullable(position),
            message: text,
            at: instant,
          }),
        ),
        skipped: described(integer, 'Events that its tables lack because somebody skipped them.'),
        updatedAt: instant,
      }),
    ),
  }),
  ProjectionPlan: object({
    items: list(
      object({
        name: text,
        version: integer,
        serving: described(nullable(integer), 'The version that queries read.'),
        action: described(
          oneOfCodes(['build', 'go_on', 'follow', 'stand_back']),
          'Begin to build it; go on with a build that was begun; follow, since it serves; nothing, since a later one serves.',
        ),
        ahead: LAG,
        seconds: described(
          nullable(integer),
          'Until it serves, as fast as the last build went; null when none was measured.',
        ),
      }),
    ),
  }),
  ProjectionDiff: object({
    positions: described(object({ one: text, other: text }), 'Where each stands; empty at the beginning.'),
    tables: list(
      object({
        table: text,
        onlyInOne: integer,
        onlyInOther: integer,
        differing: integer,
        columnsOnlyInOne: list(text),
        columnsOnlyInOther: list(text),
      }),
    ),
    tablesOnlyInOne: list(text),
    tablesOnlyInOther: list(text),
    items: list(
      object({
        table: text,
        kind: oneOfCodes(['only_in_one', 'only_in_other', 'differs']),
        key: { type: 'object', additionalProperties: text, description: 'Its primary key, by column.' },
        changes: {
          type: 'object',
          additionalProperties: { type: 'array', items: nullable(text), minItems: 2, maxItems: 2 },
          description: 'What differs, by column: in one, and in the other.',
        },
      }),
    ),
  }),
  Health: object({
    status: oneOfCodes(['ok']),
    info: { type: 'object' },
    error: { type: 'object' },
    details: { type: 'object' },
  }),
  ProblemKind: object({ type: text, status: integer, title: text, explanation: text }),
  ProblemKindList: object({ items: list(named('ProblemKind')) }),
  Problem: {
    type: 'object',
    properties: {
      type: described(text, 'Stable; leads to an explanation.'),
      title: text,
      status: integer,
      detail: text,
      requestId: described(text, 'As in the X-Request-Id header and in the logs.'),
      errors: list(object({ field: text, message: text, 'known?': list(text) })),
    },
    required: ['type', 'title', 'status', 'requestId'],
    additionalProperties: true,
    description: 'RFC 9457; further members belong to the type.',
  },
};
