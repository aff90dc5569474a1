import { v7 as uuid } from 'uuid';
import type { EventStore } from '#event-store';
import { Ledger, type Command } from '#ledger';
import type { Instant } from '#time';

const by = { recordedBy: 'tester', correlationId: 'test' };

/**
 * For tests: writes some life into a ledger: unions that move, cases whose steps are corrected and retracted,
 * or that are linked as duplicates.
 * @param now the clock that recording reads
 */
export async function live(store: EventStore, plan: readonly number[], now?: () => Instant): Promise<void> {
  const ledger = new Ledger(store, { now, cachedCases: 10, cachedUnions: 10 });
  const unions = [uuid(), uuid(), uuid()];
  const cases = [uuid(), uuid(), uuid(), uuid()];
  const steps = new Map<string, string[]>();
  const command = (type: string, content: object): Command => ({ type, stepId: uuid(), content });
  for (const id of unions) {
    const content = { level: 'district', names: { en: `Union ${id}` }, occurredAt: '2000' };
    await ledger.recordInUnion(id, [command('UnionRegistered', content)], by);
  }
  for (const [index, id] of cases.entries()) {
    const content = {
      title: `Case ${id}`,
      occurredAt: '2021-01',
      sector: index % 2 ? 'taxi' : undefined,
      timeZone: index === 3 ? 'America/New_York' : undefined,
      disputes: ['overtime'],
      employers: [],
    };
    await ledger.recordInCase(id, [command('PostedOnline', content)], by);
    steps.set(id, []);
  }
  for (const n of plan) {
    const caseId = cases[n % 4]!;
    const unionId = unions[n % 3]!;
    const own = steps.get(caseId)!;
    const occurredAt = `2021-${String((n % 9) + 1).padStart(2, '0')}`;
    const call = { unionId, outcome: 'reached', occurredAt };
    const choices: readonly [type: string, content: object][] = [
      ['UnionCalled', call],
      ['Deflected', { unionId, reasons: ['not_member'], occurredAt, deflectedTo: { unionId: unions[(n + 1) % 3] } }],
      ['Intervened', { unionId, kinds: ['mediated'], prompted: 'by_call', occurredAt }],
      ['StepCorrected', { stepId: own.at(-1), content: { ...call, unionId: unions[(n + 2) % 3] }, why: 'wrong union' }],
      ['StepRetracted', { stepId: own.at(-1), why: 'wrong case' }],
      ['Resolved', { outcome: 'paid_in_full', occurredAt, creditedTo: [{ unionId }] }],
      ['LinkedAsDuplicate', { duplicateOf: cases[(n >> 3) % 4], occurredAt }],
    ];
    const chosen = command(...choices[n % choices.length]!);
    const level = n % 2 ? 'municipal' : 'provincial';
    const recording =
      n % 11 === 0
        ? ledger.recordInUnion(unionId, [command('UnionMoved', { level, occurredAt })], by)
        : ledger.recordInCase(caseId, [chosen], by);
    // What cannot be is refused and leaves nothing behind; the plan need not know.
    await recording.then(
      () => own.push(chosen.type === 'StepRetracted' ? own.pop()! : chosen.stepId),
      () => undefined,
    );
  }
}
