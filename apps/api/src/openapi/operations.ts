import { STEPS_BY_NAME, type StepName } from '#cases';
import { TABULATIONS } from '#measures';
import { CaseQuery } from '../cases/case-query.js';
import { CasesQuery } from '../cases/cases-query.js';
import { EngagementsQuery } from '../engagements/engagements-query.js';
import { CaseEventsQuery, EventsQuery } from '../events/events-query.js';
import { MomentQuery } from '../http/moment.js';
import { DiffQuery } from '../projections/diff-query.js';
import { OPERATION_NAMES, type OperationName } from '../projections/operation-names.js';
import { PageQuery, ReadQuery } from '../http/read-query.js';
import { ResponseTimesQuery } from '../reports/response-times-query.js';
import { FactsQuery, TabulationQuery } from '../reports/tabulation-query.js';
import { CHANGES } from '../unions/change-type.js';
import { UnionsQuery } from '../unions/unions-query.js';
import { WEBHOOK_OPERATIONS } from './webhook-operations.js';
import { ANSWER_EXAMPLES } from './answer-examples.js';
import { schemaName } from './answer-schemas.js';
import { PUBLICATION_EXAMPLE, PUBLISHED_REPORT_EXAMPLES } from './published-report-examples.js';
import type { Operation, ProblemName } from './operation.js';
import { text } from './schema.js';
import {
  CHANGE_EXAMPLES,
  EXAMPLE,
  NAMED_EXAMPLES,
  OPENING_EXAMPLES,
  STEP_EXAMPLES,
  UNION_EXAMPLE,
  type Examples,
} from './examples.js';

const JSON_TYPE = 'application/json';
const EXAMPLES = { ...ANSWER_EXAMPLES, ...PUBLISHED_REPORT_EXAMPLES };
const json = (schema: string, example: unknown = EXAMPLES[schema]) => ({ [JSON_TYPE]: { schema, example } });
const one = (summary: string, value: object): Examples => ({ example: { summary, value } });

const PROJECTION_OPERATIONS: Readonly<Record<OperationName, string>> = {
  pause: 'Stops it after the batch in hand, until it is resumed',
  resume: 'Lets it go on after a pause',
  retry: 'Tries the event again that it failed over',
  skip: 'Goes on after the event that it failed over, which its tables then lack',
  rebuild: 'Builds it anew beside the tables that serve, until it takes over',
  retire: 'Drops the tables of a version that does not serve, as soon as nobody reads them',
};

const ANY_WRITE = [
  'malformed-json',
  'invalid-header',
  'validation',
  'stale-revision',
  'content-too-large',
  'unsupported-media-type',
  'idempotency-conflict',
  'in-the-future',
  'contention',
  'unavailable',
  'shutting-down',
] as const;
const OF_THE_LOG = ['validation', 'projection-behind', 'projection-stopped', 'unavailable', 'shutting-down'] as const;
const ANY_READ = [...OF_THE_LOG, 'not-readable'] as const;

const RECORDED = { stepId: EXAMPLE.callId, revision: 1, position: EXAMPLE.position };

const STEP_SUMMARIES: Readonly<Record<StepName, string>> = {
  'union-called': 'Somebody asked a union for help, or tried to',
  'union-responded': 'A union answered in substance',
  deflected: 'A union sent the worker away',
  intervened: 'A union acted on the worker’s behalf',
  'agency-contacted': 'A body that is no union was asked for help',
  'arbitration-filed': 'A claim went to a labour dispute arbitration committee',
  'arbitration-ruled': 'The committee ruled',
  'court-filed': 'A claim went to a court',
  'court-ruled': 'A court ruled',
  resolved: 'The dispute ended',
  withdrawn: 'The worker gave the case up',
  closed: 'The organisation stops working on the case',
  reopened: 'A closed case is taken up again',
  assigned: 'Somebody of the organisation takes charge',
  'note-added': 'A remark on the case',
  'evidence-attached': 'A document that supports the case',
  'linked-as-duplicate': 'The case is the same as another',
  corrected: 'A step was recorded wrongly and says something else from now on',
  retracted: 'A step should never have been recorded',
};

const STEP_PROBLEMS: readonly ProblemName[] = [
  ...ANY_WRITE,
  'case-not-found',
  'case-closed',
  'before-case-opened',
  'unknown-since-step',
  'contradictory-dates',
];
const OF_A_UNION: readonly ProblemName[] = ['unknown-union', 'union-closed'];
const OF_A_CORRECTION: readonly ProblemName[] = [
  'step-not-found',
  'step-already-corrected',
  'step-retracted',
  'would-contradict',
];

/** What else a step may be refused for. */
const FURTHER_PROBLEMS: Readonly<Partial<Record<StepName, readonly ProblemName[]>>> = {
  'union-called': OF_A_UNION,
  'union-responded': OF_A_UNION,
  deflected: [...OF_A_UNION, 'deflected-to-itself'],
  intervened: OF_A_UNION,
  resolved: OF_A_UNION,
  closed: ['already-closed'],
  reopened: ['not-closed'],
  'linked-as-duplicate': ['duplicate-of-itself'],
  corrected: [...OF_A_CORRECTION, 'correction-changes-nothing'],
  retracted: [...OF_A_CORRECTION, 'cannot-retract-opening'],
};

const STEPS = Object.entries(STEPS_BY_NAME).map(([name, type]): Operation => ({
  method: 'post',
  path: `/v1/cases/{caseId}/steps/${name}`,
  tag: 'cases',
  summary: STEP_SUMMARIES[name as StepName],
  body: { schema: type, examples: one(STEP_SUMMARIES[name as StepName], STEP_EXAMPLES[name as StepName]) },
  status: 201,
  answers: json('Recorded', RECORDED),
  problems: [...STEP_PROBLEMS, ...(FURTHER_PROBLEMS[name as StepName] ?? [])],
}));

const CHANGE_SUMMARIES: Readonly<Record<keyof typeof CHANGES, string>> = {
  renamed: 'A union has other names or aliases',
  moved: 'A union has another level or parent',
  'department-added': 'A union has one more department',
  closed: 'A union ceases to exist',
};

const UNION_CHANGES = Object.entries(CHANGES).map(([name, type]): Operation => {
  const change = name as keyof typeof CHANGES;
  return {
    method: 'post',
    path: `/v1/unions/{unionId}/${name}`,
    tag: 'unions',
    summary: CHANGE_SUMMARIES[change],
    body: { schema: type, examples: one(CHANGE_SUMMARIES[change], CHANGE_EXAMPLES[change]) },
    status: 201,
    answers: json('Recorded', RECORDED),
    problems: [
      ...ANY_WRITE,
      'not-found',
      'union-closed',
      ...(change === 'moved' ? (['unknown-union', 'own-parent', 'parent-cycle'] as const) : []),
      change === 'department-added' ? 'department-exists' : 'nothing-changes',
    ],
  };
});

const EVENTS = {
  ...json('EventPage'),
  'application/cloudevents-batch+json': {},
  'application/x-ndjson': { schema: 'Event', example: ANSWER_EXAMPLES.Event },
  'text/event-stream': {},
};
const LAST_EVENT_ID = {
  name: 'Last-Event-ID',
  in: 'header',
  schema: text,
  description: 'Of a live stream: go on after this `id`; it wins over `from` and `cursor`.',
};
const LIVE =
  'With `Accept: text/event-stream` the stream stays open and brings what is recorded: each event as JSON in `data` with its ' +
  '`position` as `id`, `event: caught-up` where the log ends, and `event: closed` with a `reason` when the server ends it. ' +
  'An EventSource comes back by itself, and `Last-Event-ID` goes on exactly after that event.';

const TABULATED = TABULATIONS.flatMap((tabulation): Operation[] => {
  const { name, about, figures } = tabulation;
  return [
    {
      method: 'get',
      path: `/v1/reports/${name}`,
      tag: 'reports',
      summary: about,
      query: TabulationQuery,
      status: 200,
      answers: { ...json(schemaName(tabulation)), 'text/csv': {} },
      problems: [...ANY_READ, 'not-acceptable'],
    },
    {
      method: 'get',
      path: `/v1/reports/${name}/facts`,
      tag: 'reports',
      summary: 'What a figure of that report counts, in the order of cases',
      query: FactsQuery,
      example: `?figure=${figures[0]}`,
      status: 200,
      answers: json('FactPage'),
      problems: ANY_READ,
    },
  ];
});

/** Everything there is under /v1, and the state of the service. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/unions',
    tag: 'unions',
    summary: 'Register a union',
    body: { schema: 'UnionRegistered', examples: one('A municipal federation', UNION_EXAMPLE) },
    status: 201,
    answers: json('UnionRegistration', { unionId: EXAMPLE.unionId, ...RECORDED, revision: 0 }),
    problems: [...ANY_WRITE, 'unknown-union', 'union-closed', 'department-exists'],
  },
  {
    method: 'get',
    path: '/v1/unions',
    tag: 'unions',
    summary: 'Find unions by any name, old or new, zh or en',
    query: UnionsQuery,
    status: 200,
    answers: json('UnionPage'),
    problems: ANY_READ,
  },
  {
    method: 'get',
    path: '/v1/unions/{unionId}',
    tag: 'unions',
    summary: 'One union, as it is or was',
    query: MomentQuery,
    status: 200,
    answers: json('Union'),
    problems: [...ANY_READ, 'not-found'],
  },
  ...UNION_CHANGES,
  {
    method: 'post',
    path: '/v1/cases',
    tag: 'cases',
    summary: 'Open a case',
    body: { schema: 'OpenCase', examples: OPENING_EXAMPLES },
    status: 201,
    answers: json('CaseOpened', { caseId: EXAMPLE.caseId, ...RECORDED, revision: 0 }),
    problems: ANY_WRITE,
  },
  {
    method: 'get',
    path: '/v1/cases',
    tag: 'cases',
    summary: 'Find cases; the latest opening first',
    query: CasesQuery,
    status: 200,
    answers: json('CasePage'),
    problems: ANY_READ,
  },
  {
    method: 'get',
    path: '/v1/cases/{caseId}',
    tag: 'cases',
    summary: 'One case, as it is, as it was (`asOf`), or as it was known (`knownAt`)',
    query: CaseQuery,
    status: 200,
    answers: json('Case'),
    problems: [...ANY_READ, 'not-found'],
  },
  {
    method: 'get',
    path: '/v1/cases/{caseId}/timeline',
    tag: 'cases',
    summary: 'Its steps in order of occurrence, corrections applied, and each union’s clocks',
    query: CaseQuery,
    status: 200,
    answers: json('Timeline'),
    problems: [...ANY_READ, 'not-found'],
  },
  ...STEPS,
  {
    method: 'get',
    path: '/v1/engagements',
    tag: 'reports',
    summary: 'One item per case and union: what every figure is made of',
    query: EngagementsQuery,
    status: 200,
    answers: json('EngagementPage'),
    problems: ANY_READ,
  },
  {
    method: 'get',
    path: '/v1/reports/response-times',
    tag: 'reports',
    summary: 'How long unions took: incidence and medians by level, union, reason, sector, region or period',
    description:
      'Clocks that still run are censored at `asOf`, never left out; ends that came another way compete. As JSON, or as a ' +
      'table with `Accept: text/csv`. Asked again with the `asOf`, `knownAt` and `position` of its `frame`, it answers the ' +
      'same bytes.',
    query: ResponseTimesQuery,
    status: 200,
    answers: { ...json('ResponseTimes'), 'text/csv': {} },
    problems: [...ANY_READ, 'not-acceptable'],
  },
  {
    method: 'post',
    path: '/v1/reports/published',
    tag: 'reports',
    summary: 'Publish a report: what it stands on and its digest are recorded for good',
    description:
      'Takes the parameters of the report as its query has them. Nothing of the figures is kept: they can be computed ' +
      'again in the recorded frame for ever, and the digest tells whether they are the same.',
    body: { schema: 'PublishReport', examples: one('A table of a yearly report', PUBLICATION_EXAMPLE) },
    status: 201,
    answers: json('ReportPublication'),
    problems: [...ANY_WRITE.filter((name) => name !== 'in-the-future'), 'projection-behind', 'projection-stopped'],
  },
  {
    method: 'get',
    path: '/v1/reports/published',
    tag: 'reports',
    summary: 'Published reports; the latest first',
    query: PageQuery,
    status: 200,
    answers: json('PublicationPage'),
    problems: ANY_READ,
  },
  {
    method: 'get',
    path: '/v1/reports/published/{reportId}',
    tag: 'reports',
    summary: 'A published report, computed again in its frame, and whether it is still the same',
    query: ReadQuery,
    status: 200,
    answers: json('PublishedReport'),
    problems: [...ANY_READ, 'not-found', 'event-missing'],
  },
  {
    method: 'get',
    path: '/v1/reports/published/{reportId}/changes',
    tag: 'reports',
    summary: 'What was recorded since and changes its figures: figure by figure, and step by step',
    description:
      'The same question with the same `asOf`, by what was known then and by what is known now. A case in which later ' +
      'steps cancel each other out is left out. Figures come whole with each page; what the steps did comes in pages.',
    query: PageQuery,
    status: 200,
    answers: json('ReportChanges'),
    problems: [...ANY_READ, 'not-found', 'event-missing'],
  },
  ...TABULATED,
  {
    method: 'get',
    path: '/v1/reports/referrals/edges',
    tag: 'reports',
    summary: 'The graph of who sends workers to whom, as a list of edges',
    description: 'As CSV it has the columns that graph tools look for: `Source`, `Target`, `Type`, `Weight`.',
    query: TabulationQuery,
    status: 200,
    answers: { ...json('ReferralEdges'), 'text/csv': {} },
    problems: [...ANY_READ, 'not-acceptable'],
  },
  {
    method: 'get',
    path: '/v1/events',
    tag: 'events',
    summary: 'The log, in the order of commitment',
    description:
      'As JSON in pages, which may be short or empty and still have a next one (with ' +
      '`Accept: application/cloudevents-batch+json` as bare arrays, whose next one a `Link` header names); or, with ' +
      '`Accept: application/x-ndjson`, all of it as one event a line, at the pace of the reader. ' +
      `A stream that breaks off on the way is cut; go on with \`from=\` the last position received. ${LIVE}`,
    query: EventsQuery,
    headers: [LAST_EVENT_ID],
    status: 200,
    answers: EVENTS,
    problems: [...OF_THE_LOG, 'not-acceptable', 'invalid-header'],
  },
  {
    method: 'get',
    path: '/v1/cases/{caseId}/events',
    tag: 'events',
    summary: 'The events of one case, in the order of recording',
    description:
      'A stream of lines (`Accept: application/x-ndjson`) that breaks off on the way is cut; ' +
      `go on with \`cursor=\` the last \`revision\` received. ${LIVE}`,
    query: CaseEventsQuery,
    headers: [LAST_EVENT_ID],
    status: 200,
    answers: EVENTS,
    problems: [...OF_THE_LOG, 'not-found', 'not-acceptable', 'invalid-header'],
  },
  ...WEBHOOK_OPERATIONS,
  {
    method: 'get',
    path: '/v1/projections',
    tag: 'service',
    summary: 'How far the read models are',
    status: 200,
    answers: json('ProjectionList'),
    problems: ['unavailable'],
  },
  {
    method: 'get',
    path: '/v1/projections/plan',
    tag: 'service',
    summary: 'What a server of this program builds, and about how long that takes',
    status: 200,
    answers: json('ProjectionPlan'),
    problems: ['unavailable'],
  },
  {
    method: 'get',
    path: '/v1/projections/{projection}/diff',
    tag: 'service',
    summary: 'The rows that two versions of a projection do not have alike',
    description:
      'Texts are compared, in one snapshot. `items` has some of the rows, `tables` counts all. Bookkeeping is left out: ' +
      'two versions that say the same of one log do not differ.',
    query: DiffQuery,
    example: `?one=${NAMED_EXAMPLES.version}&other=${NAMED_EXAMPLES.version}`,
    status: 200,
    answers: json('ProjectionDiff'),
    problems: ['validation', 'not-found', 'projection-state', 'not-comparable', 'unavailable'],
  },
  ...OPERATION_NAMES.map((name): Operation => ({
    method: 'post',
    path: `/v1/projections/{projection}/{version}/${name}`,
    tag: 'service',
    summary: PROJECTION_OPERATIONS[name],
    records: false,
    status: 200,
    answers: json('ProjectionList'),
    problems: ['not-found', 'projection-state', 'unavailable'],
  })),
  {
    method: 'get',
    path: '/healthz',
    tag: 'service',
    summary: 'The process lives',
    status: 200,
    answers: json('Health'),
    problems: [],
  },
  {
    method: 'get',
    path: '/readyz',
    tag: 'service',
    summary: 'Both databases answer and no projection has failed',
    status: 200,
    answers: json('Health'),
    problems: ['not-ready'],
  },
  {
    method: 'get',
    path: '/metrics',
    tag: 'service',
    summary: 'Metrics in Prometheus’ text format',
    status: 200,
    answers: { 'text/plain': {} },
    problems: [],
  },
  {
    method: 'get',
    path: '/problems',
    tag: 'service',
    summary: 'Every kind of problem and what to do about it',
    status: 200,
    answers: json('ProblemKindList'),
    problems: [],
  },
  {
    method: 'get',
    path: '/problems/{name}',
    tag: 'service',
    summary: 'What a problem’s `type` leads to',
    status: 200,
    answers: json('ProblemKind'),
    problems: ['not-found'],
  },
];
