import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { MemoryEventStore } from '#event-store';
import { Ledger } from '#ledger';

/** One thing that somebody tries to record. */
export interface Attempt {
  readonly what: 'called' | 'noted' | 'corrected' | 'retracted' | 'moved' | 'opened';
  readonly month: number;
  readonly width: 'day' | 'month' | 'year';
  /** Picks the case and the step. */
  readonly which: number;
  /** Hours that the clock of the recording process is off. */
  readonly late: number;
}

export const attempts: fc.Arbitrary<Attempt[]> = fc.array(
  fc.record({
    what: fc.constantFrom('called', 'called', 'noted', 'corrected', 'corrected', 'retracted', 'moved', 'opened'),
    month: fc.integer({ min: 1, max: 12 }),
    width: fc.constantFrom('day', 'month', 'year'),
    which: fc.nat(1000),
    late: fc.integer({ min: -100, max: 100 }),
  }),
  { minLength: 1, maxLength: 40 },
);

export const DAY = 86_400_000;
const BEGIN = Date.parse('2022-01-01T00:00:00Z');

/** A log in which a day passes with each attempt; what was refused left nothing behind. */
export async function toldLedger(list: readonly Attempt[]) {
  const store = new MemoryEventStore();
  let now = BEGIN;
  const ledger = new Ledger(store, { now: () => now, cachedCases: 10, cachedUnions: 10 });
  const unionId = uuid();
  const cases: string[] = [];
  const steps = new Map<string, string[]>();
  const recordedBy = { recordedBy: 'tester', correlationId: 'test' };
  const registered = { level: 'municipal', names: { en: 'A union' }, occurredAt: '2000' };
  await ledger.recordInUnion(unionId, [{ type: 'UnionRegistered', stepId: uuid(), content: registered }], recordedBy);

  async function record(caseId: string, type: string, content: object): Promise<void> {
    const stepId = uuid();
    await ledger.recordInCase(caseId, [{ type, stepId, content }], recordedBy);
    if (type !== 'StepRetracted') steps.get(caseId)!.push(stepId);
  }
  async function open(occurredAt: string): Promise<void> {
    const caseId = uuid();
    steps.set(caseId, []);
    await record(caseId, 'PostedOnline', { title: 'A case', disputes: [], employers: [], occurredAt });
    cases.push(caseId);
  }
  await open('2021-02');
  for (const [index, { what, month, width, which, late }] of list.entries()) {
    now = BEGIN + (index + 1) * DAY + late * 3_600_000;
    const occurredAt = dateOf(month, width);
    const caseId = cases[which % cases.length]!;
    const stepId = steps.get(caseId)![which % steps.get(caseId)!.length];
    const call = { unionId, outcome: 'reached', caller: 'worker', occurredAt };
    const attempt = {
      called: () => record(caseId, 'UnionCalled', call),
      noted: () => record(caseId, 'NoteAdded', { note: `note ${index}`, occurredAt }),
      corrected: () =>
        record(caseId, 'StepCorrected', { stepId, content: { ...call, outcome: 'hung_up' }, why: 'misheard' }),
      retracted: () => record(caseId, 'StepRetracted', { stepId, why: 'another case' }),
      opened: () => open(occurredAt),
      moved: () =>
        ledger.recordInUnion(
          unionId,
          [{ type: 'UnionMoved', stepId: uuid(), content: { level: 'district', occurredAt } }],
          recordedBy,
        ),
    }[what];
    await attempt().catch(() => undefined);
  }
  return { store, ledger, cases, unionId };
}

function dateOf(month: number, width: Attempt['width']): string {
  const text = `2021-${String(month).padStart(2, '0')}-15`;
  return { day: text, month: text.slice(0, 7), year: text.slice(0, 4) }[width];
}
