import { validateStep, type CaseEventType } from '#cases';
import { MemoryEventStore, type EventStore } from '#event-store';
import { Ledger } from '#ledger';
import { validateUnionContent, type UnionEventType } from '#unions';
import { uuidV5 } from '../uuid-v5.js';

/** A worker's words, which no table may repeat. */
export const SECRET = 'They call me Xiao Wang';
/** What a name may hold that files must not trip over. */
export const AWKWARD = '=cmd|"</string>&\u0001\n维权部';

const BY = { recordedBy: 'tester', correlationId: 'test' };
const NAMESPACE = new Uint8Array(16).fill(7);

/** An id that is the same in every run. */
export const idOf = (name: string): string => uuidV5(name, NAMESPACE);

/**
 * For tests: a ledger with vague dates, corrections, a retraction, a duplicate, a referral, and a union that moved.
 * @param now when each event is recorded
 */
export async function livelyLedger(
  store: EventStore = new MemoryEventStore(),
  now: () => number = () => Date.parse('2022-07-01T00:00:00Z'),
): Promise<EventStore> {
  const ledger = new Ledger(store, { now });
  const inUnion = (union: string, key: string, type: UnionEventType, plain: object) => {
    const content = validateUnionContent(type, plain);
    return ledger.recordInUnion(idOf(union), [{ type, stepId: idOf(`${union}/${key}`), content }], BY);
  };
  const inCase = (one: string, key: string, type: CaseEventType, plain: object) => {
    const content = validateStep(type, plain);
    return ledger.recordInCase(idOf(one), [{ type, stepId: idOf(`${one}/${key}`), content }], BY);
  };
  const [city, district] = [idOf('city'), idOf('district')];

  await inUnion('city', 'u1', 'UnionRegistered', { level: 'municipal', names: { en: 'City' }, region: '440300' });
  await inUnion('district', 'u1', 'UnionRegistered', { level: 'district', names: { zh: '区' }, parentId: city });
  await inUnion('district', 'u2', 'UnionMoved', { level: 'subdistrict', occurredAt: '2022-01' });

  const opening = { title: 'Tiler unpaid', sector: 'construction', region: '440305', workers: 3, collective: false };
  await inCase('a', 'opened', 'PostedOnline', { ...opening, occurredAt: '2021', platform: 'weibo', note: SECRET });
  await inCase('a', 's1', 'UnionCalled', {
    unionId: city,
    outcome: 'reached',
    department: AWKWARD,
    occurredAt: '2021-06-15T14:00',
    note: SECRET,
  });
  await inCase('a', 's2', 'Deflected', {
    unionId: city,
    reasons: ['jurisdiction'],
    deflectedTo: { unionId: district },
    occurredAt: '2021-06',
    since: { stepId: idOf('a/s1'), atMost: 'PT10M' },
    quote: SECRET,
  });
  await inCase('a', 's3', 'UnionCalled', { unionId: district, outcome: 'no_answer', occurredAt: '2021-07' });
  await inCase('a', 's4', 'AgencyContacted', { agency: 'police', outcome: 'referred', occurredAt: '2021-08-01' });
  await inCase('a', 's5', 'StepCorrected', {
    stepId: idOf('a/s3'),
    content: { unionId: district, outcome: 'hung_up', occurredAt: '2021-07-02', note: SECRET },
    why: SECRET,
  });
  await inCase('a', 's6', 'NoteAdded', { note: SECRET, occurredAt: '2021-08' });
  await inCase('a', 's7', 'StepRetracted', { stepId: idOf('a/s6'), why: SECRET });
  await inCase('a', 's8', 'Intervened', {
    unionId: city,
    kinds: ['mediated', 'legal_aid'],
    prompted: 'by_escalation',
    occurredAt: '2021-09-01',
  });
  const recovered = { amount: '61800.00', currency: 'CNY' };
  await inCase('a', 's9', 'Resolved', {
    outcome: 'paid_in_full',
    recovered,
    creditedTo: [{ unionId: city }],
    occurredAt: '2021-09-05',
  });
  await inCase('a', 's10', 'Closed', { occurredAt: '2021-10' });

  await inCase('b', 'opened', 'CaseReceived', {
    title: 'Abroad',
    channel: 'hotline',
    sector: 'taxi',
    timeZone: 'America/New_York',
    occurredAt: '2022-03-01',
  });
  await inCase('b', 's1', 'UnionCalled', { unionId: district, outcome: 'reached', occurredAt: '2022-03-02T09:00' });
  await inCase('c', 'opened', 'PostedOnline', { ...opening, title: 'The same tiler', occurredAt: '2021-05' });
  await inCase('c', 's1', 'LinkedAsDuplicate', { duplicateOf: idOf('a'), occurredAt: '2021-06' });
  return store;
}
