import { EXAMPLE } from './examples.js';
import { responseTimesExample } from './response-times-example.js';

const { caseId, openingId, callId, unionId, parentId } = EXAMPLE;

const JUNE = { earliest: '2021-05-31T16:00:00.000Z', latest: '2021-06-30T16:00:00.000Z' };
const YEAR = { earliest: '2020-12-31T16:00:00.000Z', latest: '2021-12-31T16:00:00.000Z' };
const RECORDED = { recordedAt: '2026-11-23T09:00:00.000Z', recordedBy: 'import:report-cases' };
const AS_OF = '2026-11-23T10:00:00.000Z';
const FIGURES_AT = '0000000000000000092';
const TITLE = 'Carpenter unpaid on a government shantytown renovation, Panzhou';

const SHOWN_CASE = {
  caseId,
  openedBy: 'posted_online',
  opened: { occurredAt: '2021-06', ...JUNE },
  title: TITLE,
  region: '520281',
  sector: 'construction',
  disputes: ['wage_arrears', 'illegal_subcontracting'],
  employers: [],
  workers: 2,
  collective: null,
  owed: { amount: '61800.00', currency: 'CNY', parts: ['40800.00', '21000.00'] },
  timeZone: 'Asia/Shanghai',
  status: 'resolved',
  outcome: 'paid_in_full',
  assignee: null,
  duplicateOf: null,
  steps: 9,
  revision: 8,
};

const SHOWN_UNION = {
  unionId,
  level: 'municipal',
  sector: null,
  region: '520281',
  parentId,
  names: { zh: '盘州市总工会', en: 'Panzhou municipal federation of trade unions' },
  aliases: [],
  departments: [],
  closed: false,
  revision: 0,
};

const within = (days: number, name: string) => ({
  start: JUNE,
  stop: JUNE,
  end: 'event',
  class: name,
  cause: null,
  seconds: { low: 0, high: days * 86_400 },
  days: { low: 0, high: days },
});

const ENGAGEMENT = {
  caseId,
  unionId: parentId,
  level: 'municipal',
  sector: 'construction',
  region: '520200',
  called: true,
  department: 'economic work',
  departments: ['economic work', 'rights protection'],
  reasons: [],
  causedBy: null,
  clocks: {
    first_reply: within(1, 'helped'),
    intervention: within(1, 'intervened'),
    awareness: { ...within(30, 'reached'), days: { low: 0, high: 29 } },
    resolution: {
      ...within(214, 'paid_in_full'),
      stop: YEAR,
      days: { low: 0, high: 213 },
    },
  },
};

const CALL = {
  aware: 'unknown',
  caller: 'organisation',
  channel: 'phone',
  department: 'economic work',
  occurredAt: '2021-06',
  outcome: 'reached',
  unionId: parentId,
};

const EVENT = {
  specversion: '1.0',
  id: callId,
  source: `/v1/cases/${caseId}`,
  type: 'UnionCalled',
  time: RECORDED.recordedAt,
  datacontenttype: 'application/json',
  position: '0000000000000000021',
  stream: `case-${caseId}`,
  revision: 3,
  recordedby: RECORDED.recordedBy,
  correlationid: '01a20b21-1a61-731b-80d9-d3c75e77da41',
  schemaversion: 1,
  data: CALL,
};

const of = (denominator: number) => (numerator: number, percent: number) => ({ numerator, denominator, percent });
const share = of(14);

const following = (name: string) => ({
  name,
  version: 1,
  state: 'running',
  position: EXAMPLE.position,
  lag: { caughtUp: true, behind: 0 },
  failure: null,
  skipped: 0,
  updatedAt: AS_OF,
});

const UP = { eventStore: { status: 'up' }, readModels: { status: 'up' }, projections: { status: 'up' } };

const STALE = {
  type: '/problems/stale-revision',
  status: 412,
  title: 'Somebody else was first',
  explanation:
    'If-Match named another revision than `currentRevision`. Read what changed, decide again, and send the new one.',
};

/** What answers look like, by the names of their schemas: the published study's cases as the service shows them. */
export const ANSWER_EXAMPLES: Readonly<Record<string, unknown>> = {
  Case: SHOWN_CASE,
  CasePage: { items: [SHOWN_CASE], nextCursor: 'WzE2MjI0NzY4MDAwMDAsIjlmNjk0ZTQ4Il0' },
  Union: SHOWN_UNION,
  UnionPage: { items: [SHOWN_UNION], nextCursor: null },
  Timeline: {
    caseId,
    revision: 8,
    timeZone: 'Asia/Shanghai',
    asOf: AS_OF,
    steps: [
      {
        stepId: openingId,
        type: 'PostedOnline',
        interval: JUNE,
        content: { title: TITLE, occurredAt: '2021-06', sector: 'construction', timeZone: 'Asia/Shanghai' },
        ...RECORDED,
        revision: 0,
        corrections: [],
        retracted: null,
      },
      {
        stepId: callId,
        type: 'UnionCalled',
        interval: JUNE,
        content: CALL,
        ...RECORDED,
        revision: 3,
        corrections: [],
        retracted: null,
      },
    ],
    engagements: [ENGAGEMENT],
  },
  EngagementPage: { asOf: AS_OF, items: [ENGAGEMENT], nextCursor: null },
  ResponseTimes: responseTimesExample(AS_OF, FIGURES_AT),
  Accountability: {
    cases: 14,
    position: FIGURES_AT,
    duplicates: 0,
    noUnionCalled: 3,
    aware: { yes: share(1, 7.1), no: share(2, 14.3), unknown: share(11, 78.6) },
    involved: { yes: share(3, 21.4), no: share(8, 57.2), unknown: share(3, 21.4) },
    cross: {
      yes: { yes: 0, no: 1, unknown: 0 },
      no: { yes: 0, no: 2, unknown: 0 },
      unknown: { yes: 3, no: 5, unknown: 3 },
    },
    unawareThenInvolved: of(2)(0, 0),
    awareAndInvolved: of(1)(0, 0),
    involvedAfterCall: of(3)(3, 100),
  },
  Event: EVENT,
  EventPage: { items: [EVENT], nextCursor: EVENT.position },
  ProjectionList: { items: [following('cases'), following('unions')] },
  Health: { status: 'ok', info: UP, error: {}, details: UP },
  ProblemKind: STALE,
  ProblemKindList: { items: [STALE] },
};
