import type { StepName } from '#cases';
import { OPENING_KEY, SourceIds } from '#interchange';
import { PROJECTIONS } from '#read-models';
import { newId } from '../http/idempotency.js';
import { CALLER } from '../http/write-request.js';
import { REPORT_CASES } from '../service/load-report-cases.js';
import type { CHANGES } from '../unions/change-type.js';

const ids = new SourceIds(REPORT_CASES);
const CASE = 'yang-fazhang';

/** The Idempotency-Key of the report that the examples publish. */
export const REPORT_KEY = 'yearly-report-2025';

/** The ids that the examples share: those of the published study's cases, so that what is shown can be tried out. */
const casesProjection = PROJECTIONS.find(({ name }) => name === 'cases')!;

export const EXAMPLE = {
  caseId: ids.caseId(CASE),
  otherCaseId: ids.caseId('qiang'),
  openingId: ids.stepId(CASE, OPENING_KEY),
  callId: ids.stepId(CASE, 's3'),
  refusalId: ids.stepId(CASE, 's2'),
  unionId: ids.unionId('panzhou'),
  parentId: ids.unionId('liupanshui'),
  reportId: newId(CALLER, 'reports:id', REPORT_KEY),
  position: '0000000000000000093',
  requestId: 'r8Yb0Zc1T2qk.1a',
} as const;

const { otherCaseId, callId, refusalId, unionId, parentId } = EXAMPLE;

/** Of what paths name that has no id. */
export const NAMED_EXAMPLES = {
  name: 'stale-revision',
  projection: casesProjection.name,
  version: String(casesProjection.version),
} as const;

/** Examples by a name of their own. */
export type Examples = Readonly<Record<string, { readonly summary: string; readonly value: object }>>;

export const OPENING_EXAMPLES: Examples = {
  posted_online: {
    summary: 'Somebody posted about it',
    value: {
      openedBy: 'posted_online',
      occurredAt: '2021-06-14',
      platform: 'Weibo',
      title: 'Carpenter unpaid on a shantytown renovation',
      region: '520281',
      sector: 'construction',
      disputes: ['wage_arrears', 'illegal_subcontracting'],
      employers: [{ name: 'A construction company', role: 'subcontractor' }],
      workers: 2,
      owed: { amount: '61800.00', currency: 'CNY', parts: ['40800.00', '21000.00'] },
    },
  },
  received: {
    summary: 'It was brought to the organisation',
    value: { openedBy: 'received', channel: 'hotline', title: 'Rider injured on the way', sector: 'food_delivery' },
  },
};

/** One step of each kind, as it might follow on the case that was posted about. */
export const STEP_EXAMPLES: Readonly<Record<StepName, object>> = {
  'union-called': {
    unionId: parentId,
    department: 'rights protection',
    outcome: 'reached',
    caller: 'organisation',
    aware: 'no',
    occurredAt: '2021-06-15T14:00+08:00',
  },
  'union-responded': {
    unionId: parentId,
    kind: 'commitment',
    promisedWithin: 'P3D',
    quote: 'It is our duty to protect the rights of the workers.',
    occurredAt: '2021-06',
    since: { stepId: callId, atMost: 'P1D' },
  },
  deflected: {
    unionId: parentId,
    reasons: ['jurisdiction'],
    direction: 'down',
    deflectedTo: { unionId },
    occurredAt: '2021-06-16',
  },
  intervened: {
    unionId: parentId,
    kinds: ['contacted_worker', 'contacted_employer'],
    prompted: 'by_call',
    occurredAt: '2021-06-17',
  },
  'agency-contacted': { agency: 'labour_inspectorate', outcome: 'referred', occurredAt: '2021-06-18' },
  'arbitration-filed': {
    claim: 'Wages of January to May',
    amount: { amount: '61800.00', currency: 'CNY' },
    occurredAt: '2021-07-01',
  },
  'arbitration-ruled': { result: 'partly_won', awarded: { amount: '40800.00' }, occurredAt: '2021-09' },
  'court-filed': { claim: 'The rest of the wages', occurredAt: '2021-10-08' },
  'court-ruled': { result: 'settled', awarded: { amount: '21000.00' }, occurredAt: '2021-11' },
  resolved: {
    outcome: 'paid_in_full',
    recovered: { amount: '61800.00', currency: 'CNY' },
    creditedTo: [{ unionId: parentId }, { body: 'court' }],
    occurredAt: '2021-11-30',
  },
  withdrawn: { note: 'Moved to another province', occurredAt: '2021-12-01' },
  closed: { occurredAt: '2021-12-31' },
  reopened: { note: 'The second instalment never came', occurredAt: '2022-02-01' },
  assigned: { assignee: 'Case worker 7' },
  'note-added': { note: 'Call again on Monday.' },
  'evidence-attached': { title: 'Wage slips', uri: 'https://files.example.org/wage-slips.pdf' },
  'linked-as-duplicate': { duplicateOf: otherCaseId },
  corrected: {
    stepId: callId,
    content: { unionId: parentId, outcome: 'hung_up', occurredAt: '2021-06-15T14:05+08:00' },
    why: 'Nobody was reached: they hung up.',
  },
  retracted: { stepId: refusalId, why: 'It belongs to another case.' },
};

export const UNION_EXAMPLE = {
  level: 'district',
  region: '520203',
  parentId,
  names: { zh: '六枝特区总工会', en: 'Liuzhi special district federation of trade unions' },
  aliases: ['Liuzhi federation'],
  departments: [{ zh: '维权部', en: 'rights protection' }],
};

export const CHANGE_EXAMPLES: Readonly<Record<keyof typeof CHANGES, object>> = {
  renamed: { names: { zh: '盘州市总工会', en: 'Panzhou city federation of trade unions' }, occurredAt: '2022-03' },
  moved: { level: 'district', occurredAt: '2022-05-01' },
  'department-added': { names: { zh: '法律工作部', en: 'legal services' } },
  closed: { why: 'Merged into its parent', occurredAt: '2023' },
};
