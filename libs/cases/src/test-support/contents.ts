import type { StepType } from '../event-types.js';

const ID = '00000000-0000-7000-8000-00000000000a';

/** The least that each type of step may say. */
export const LEAST: Readonly<Record<StepType, object>> = {
  PostedOnline: { title: 'Unpaid' },
  CaseReceived: { title: 'Unpaid' },
  UnionCalled: { unionId: ID, outcome: 'reached' },
  UnionResponded: { unionId: ID, kind: 'meeting' },
  Deflected: { unionId: ID, reasons: [] },
  Intervened: { unionId: ID, kinds: ['mediated'], prompted: 'by_call' },
  AgencyContacted: { agency: 'police', outcome: 'refused' },
  ArbitrationFiled: {},
  ArbitrationRuled: { result: 'won' },
  CourtFiled: {},
  CourtRuled: { result: 'convicted' },
  Resolved: { outcome: 'promised' },
  Withdrawn: {},
  Closed: {},
  Reopened: {},
  Assigned: { assignee: 'Lin' },
  NoteAdded: { note: 'Called back' },
  EvidenceAttached: { title: 'Contract', text: 'Party A' },
  LinkedAsDuplicate: { duplicateOf: ID },
};

const OPENING = {
  occurredAt: '2021-06',
  title: 'Unpaid',
  region: '520281',
  sector: 'construction',
  disputes: ['wage_arrears', 'illegal_subcontracting'],
  employers: [{ name: 'Ele.me', role: 'platform' }],
  workers: 2,
  collective: true,
  owed: { amount: '61800.00', currency: 'CNY', parts: ['40800.00', '21000.00'] },
  timeZone: 'Asia/Urumqi',
  pseudonym: 'Qiang',
  reportSays: 'one co-worker in one place, two in another',
  note: 'n',
};
const STEP = { occurredAt: '2021-06-15', since: { stepId: ID, atLeast: 'PT1H', atMost: 'P1D' }, note: 'n' };
const MONEY = { amount: '3000', currency: 'HKD' };

/** All that each type of step may say. */
export const MOST: Readonly<Record<StepType, object>> = {
  PostedOnline: { ...OPENING, platform: 'Weibo', url: 'https://weibo.com/1/2' },
  CaseReceived: { ...OPENING, channel: 'hotline' },
  UnionCalled: {
    ...STEP,
    unionId: ID,
    department: 'legal',
    outcome: 'hung_up',
    caller: 'family',
    channel: 'visit',
    aware: 'yes',
  },
  UnionResponded: {
    ...STEP,
    unionId: ID,
    department: 'legal',
    kind: 'commitment',
    promisedBy: '2021-07',
    quote: 'He will get the money quickly.',
  },
  Deflected: {
    ...STEP,
    unionId: ID,
    department: 'legal',
    reasons: ['not_member', 'low_odds'],
    direction: 'to_lawyer',
    deflectedTo: { agency: 'lawyer' },
    quote: 'We have no such qualifications.',
  },
  Intervened: { ...STEP, unionId: ID, kinds: ['contacted_worker', 'negotiated'], prompted: 'unprompted' },
  AgencyContacted: { ...STEP, agency: 'mayors_hotline', outcome: 'referred' },
  ArbitrationFiled: { ...STEP, claim: 'to confirm the labour relationship', amount: MONEY },
  ArbitrationRuled: { ...STEP, result: 'partly_won', awarded: MONEY },
  CourtFiled: { ...STEP, claim: 'damages', amount: MONEY },
  CourtRuled: { ...STEP, result: 'settled', awarded: MONEY },
  Resolved: { ...STEP, outcome: 'paid_in_part', recovered: MONEY, creditedTo: [{ unionId: ID }, { body: 'court' }] },
  Withdrawn: STEP,
  Closed: STEP,
  Reopened: STEP,
  Assigned: { ...STEP, assignee: 'Lin' },
  NoteAdded: STEP,
  EvidenceAttached: { ...STEP, title: 'Contract', text: 'Party A', uri: 'evidence/contract.pdf' },
  LinkedAsDuplicate: { ...STEP, duplicateOf: ID },
};
