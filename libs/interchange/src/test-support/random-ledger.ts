import { validateStep, type CaseEventType } from '#cases';
import type { EventStore } from '#event-store';
import { Ledger } from '#ledger';
import { validateUnionContent, type UnionEventType } from '#unions';
import { idOf } from './lively-ledger.js';

const BY = { recordedBy: 'tester', correlationId: 'test', causationId: 'a test' };

/** For tests: a ledger in which, number by number, steps are recorded, corrected and retracted, and unions move. */
export async function randomLedger(store: EventStore, plan: readonly number[]): Promise<void> {
  const ledger = new Ledger(store, { cachedCases: 10, cachedUnions: 10 });
  const last = new Map<string, string>();
  let recorded = 0;
  const inUnion = (name: string, type: UnionEventType, plain: object) => {
    const command = { type, stepId: idOf(`step ${recorded++}`), content: validateUnionContent(type, plain) };
    return ledger.recordInUnion(idOf(name), [command], BY);
  };
  const inCase = async (name: string, type: CaseEventType, plain: object) => {
    const stepId = idOf(`step ${recorded++}`);
    await ledger.recordInCase(idOf(name), [{ type, stepId, content: validateStep(type, plain) }], BY);
    if (type === 'StepRetracted') last.delete(name);
    else last.set(name, stepId);
  };
  for (const name of ['u0', 'u1']) await inUnion(name, 'UnionRegistered', { level: 'district', names: { en: name } });
  for (const name of ['c0', 'c1', 'c2'])
    await inCase(name, 'PostedOnline', { title: `欠 ${name}`, occurredAt: '2021' });
  for (const n of plan) {
    const [union, one] = [`u${n % 2}`, `c${n % 3}`];
    const call = { unionId: idOf(union), outcome: 'reached', occurredAt: `2021-0${(n % 9) + 1}` };
    const stepId = last.get(one);
    const choices: (() => Promise<unknown>)[] = [
      () => inCase(one, 'UnionCalled', call),
      () => inCase(one, 'Deflected', { unionId: call.unionId, reasons: ['not_member'], occurredAt: call.occurredAt }),
      () => inCase(one, 'StepCorrected', { stepId, content: { ...call, outcome: 'hung_up' }, why: 'misheard' }),
      () => inCase(one, 'StepRetracted', { stepId, why: 'another case' }),
      () => inUnion(union, 'UnionMoved', { level: n % 5 ? 'municipal' : 'district', occurredAt: '2021-03' }),
      () => inCase(one, 'NoteAdded', { note: `"${n}" & \u2028` }),
    ];
    // What cannot be is refused and leaves nothing behind; the plan need not know.
    await choices[n % choices.length]!().catch(() => undefined);
  }
}
