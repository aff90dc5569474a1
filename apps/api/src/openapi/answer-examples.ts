import { EXAMPLE } from './examples.js';
import { responseTimesExample } from './response-times-example.js';
import { REFERRAL_LENGTHS } from './report-examples.js';
import { tabulationExamples } from './tabulation-examples.js';

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

const FRAME = {
  asOf: AS_OF,
  knownAt: AS_OF,
  position: FIGURES_AT,
  timeZone: 'Asia/Shanghai',
  rules: 1,
  measures: 2,
};

const TABULATED = tabulationExamples(FRAME);

type Limits = { readonly low: number; readonly high: number } | null;

/** A figure of the report on accountability. */
const share = (
  figure: string,
  n: number,
  base: string,
  of: number,
  percent: number | null = null,
  ci: Limits = null,
) => {
  const query = new URLSearchParams({ figure, asOf: AS_OF, knownAt: AS_OF, position: FIGURES_AT });
  return { figure, n, base, of, percent, ci, drillDown: `/v1/reports/accountability/facts?${query.toString()}` };
};

const following = (name: string) => ({
  name,
  version: 1,
  build: 1,
  state: 'running',
  active: true,
  position: EXAMPLE.position,
  lag: { caughtUp: true, behind: 0 },
  completing: null,
  pace: { unit: 'events', perSecond: 21_000 },
  secondsLeft: null,
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
    filter: {},
    frame: FRAME,
    confidence: 0.95,
    cases: 14,
    duplicates: 0,
    noUnionCalled: share('no_union_called', 3, 'cases', 14, 21.4, { low: 7.5, high: 47.6 }),
    aware: {
      yes: share('aware.yes', 1, 'cases', 14, 7.1, { low: 1.2, high: 31.5 }),
      no: share('aware.no', 2, 'cases', 14, 14.3, { low: 4, high: 40 }),
      unknown: share('aware.unknown', 11, 'cases', 14, 78.6, { low: 52.4, high: 92.5 }),
    },
    involved: {
      yes: share('involved.yes', 3, 'cases', 14, 21.4, { low: 7.5, high: 47.6 }),
      no: share('involved.no', 8, 'cases', 14, 57.2, { low: 32.5, high: 78.7 }),
      unknown: share('involved.unknown', 3, 'cases', 14, 21.4, { low: 7.5, high: 47.6 }),
    },
    cross: {
      yes: {
        yes: share('cross.yes.yes', 0, 'aware.yes', 1),
        no: share('cross.yes.no', 1, 'aware.yes', 1),
        unknown: share('cross.yes.unknown', 0, 'aware.yes', 1),
      },
      no: {
        yes: share('cross.no.yes', 0, 'aware.no', 2),
        no: share('cross.no.no', 2, 'aware.no', 2),
        unknown: share('cross.no.unknown', 0, 'aware.no', 2),
      },
      unknown: {
        yes: share('cross.unknown.yes', 3, 'aware.unknown', 11, 27.3, { low: 9.7, high: 56.6 }),
        no: share('cross.unknown.no', 5, 'aware.unknown', 11, 45.4, { low: 21.2, high: 72 }),
        unknown: share('cross.unknown.unknown', 3, 'aware.unknown', 11, 27.3, { low: 9.7, high: 56.6 }),
      },
    },
    unawareThenInvolved: share('cross.no.yes', 0, 'aware.no', 2),
    awareAndInvolved: share('cross.yes.yes', 0, 'aware.yes', 1),
    involvedAfterCall: share('involved_after_call', 3, 'involved.yes', 3),
  },
  ReferralEdges: {
    filter: {},
    frame: FRAME,
    edges: [
      {
        from: '147f7fad-6351-5348-b074-4a364b255d17',
        fromUnion: { name: 'Dongcheng district federation of trade unions', level: 'district' },
        to: 'arbitration',
        target: null,
        targetUnion: null,
        referrals: 1,
        cases: 1,
        drillDown: '/v1/reports/referrals/facts?figure=edge.147f7fad-6351-5348-b074-4a364b255d17.arbitration',
      },
    ],
  },
  ...TABULATED,
  Referrals: { ...TABULATED.Referrals, lengths: REFERRAL_LENGTHS },
  FactPage: {
    figure: 'aware.yes',
    filter: {},
    frame: FRAME,
    items: [{ caseId, unionId: null, stepId: null, detail: {} }],
    nextCursor: null,
  },
  Event: EVENT,
  EventPage: { items: [EVENT], nextCursor: EVENT.position },
  ProjectionList: { items: [following('cases'), following('published_reports'), following('unions')] },
  ProjectionPlan: {
    items: [
      {
        name: 'cases',
        version: 5,
        serving: 4,
        action: 'build',
        ahead: { caughtUp: false, behind: 1_000_000 },
        seconds: 56,
      },
    ],
  },
  ProjectionDiff: {
    positions: { one: EXAMPLE.position, other: EXAMPLE.position },
    tables: [
      { table: 'cases', onlyInOne: 0, onlyInOther: 0, differing: 1, columnsOnlyInOne: [], columnsOnlyInOther: [] },
    ],
    tablesOnlyInOne: [],
    tablesOnlyInOther: [],
    items: [
      { table: 'cases', kind: 'differs', key: { case_id: caseId }, changes: { outcome: ['none', 'paid_in_part'] } },
    ],
  },
  Health: { status: 'ok', info: UP, error: {}, details: UP },
  ProblemKind: STALE,
  ProblemKindList: { items: [STALE] },
};
