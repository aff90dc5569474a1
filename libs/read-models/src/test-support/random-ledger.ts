import { v7 as uuid } from 'uuid';
import type { Ledger } from '#ledger';

const BY = { recordedBy: 'tester', correlationId: 'test' };
const SECTORS = ['taxi', 'construction', 'couriers'];
const LEVELS = ['provincial', 'municipal', 'district'];

/** A ledger in which, number by number, cases are recorded, late and out of order, corrected, retracted and linked. */
export class RandomLedger {
  readonly unions: string[] = [];
  readonly cases: string[] = [];
  /** Of each case, what can still be corrected or retracted. */
  private readonly steps = new Map<string, string[]>();

  /** @param ledger as it is now: it may have been opened anew */
  async begin(ledger: Ledger): Promise<void> {
    for (const level of LEVELS) await this.register(ledger, level);
    for (let n = 0; n < 7; n++) await this.open(ledger, n);
  }

  /** What cannot be is refused and leaves nothing behind; the numbers need not know. */
  async act(ledger: Ledger, numbers: readonly number[]): Promise<void> {
    for (const n of numbers) await this.actOnce(ledger, n).catch(() => undefined);
  }

  private async actOnce(ledger: Ledger, n: number): Promise<void> {
    const unionId = pick(this.unions, n);
    const occurredAt = `2021-${twoDigits((n % 9) + 1)}-${twoDigits((n % 27) + 1)}`;
    if (n % 17 === 0) return this.open(ledger, n);
    if (n % 13 === 0) {
      return this.recordUnion(ledger, unionId, 'UnionMoved', { level: pick(LEVELS, n >> 2), occurredAt: '2021-01' });
    }
    const caseId = pick(this.cases, n >> 3);
    const latest = this.steps.get(caseId)!.at(-1);
    const call = { unionId, outcome: 'reached', occurredAt };
    const choices: readonly (readonly [type: string, content: object])[] = [
      ['UnionCalled', call],
      ['UnionCalled', { ...call, outcome: 'no_answer' }],
      [
        'Deflected',
        { unionId, reasons: ['not_member'], occurredAt, deflectedTo: { unionId: pick(this.unions, n + 1) } },
      ],
      ['UnionResponded', { unionId, kind: 'commitment', occurredAt }],
      ['Intervened', { unionId, kinds: ['mediated'], prompted: 'by_call', occurredAt }],
      ['Resolved', { outcome: 'paid_in_full', occurredAt, creditedTo: [{ unionId }] }],
      ['StepCorrected', { stepId: latest, content: { ...call, unionId: pick(this.unions, n + 1) }, why: 'misheard' }],
      ['StepRetracted', { stepId: latest, why: 'another case' }],
      ['LinkedAsDuplicate', { duplicateOf: pick(this.cases, n >> 5), occurredAt }],
    ];
    await this.recordStep(ledger, caseId, ...pick(choices, n));
  }

  private async register(ledger: Ledger, level: string): Promise<void> {
    const unionId = uuid();
    await this.recordUnion(ledger, unionId, 'UnionRegistered', { level, names: { en: unionId }, occurredAt: '2000' });
    this.unions.push(unionId);
  }

  private async open(ledger: Ledger, n: number): Promise<void> {
    const caseId = uuid();
    const content = { title: caseId, occurredAt: '2021-01', sector: pick(SECTORS, n), disputes: [], employers: [] };
    await ledger.recordInCase(caseId, [{ type: 'PostedOnline', stepId: uuid(), content }], BY);
    this.cases.push(caseId);
    this.steps.set(caseId, []);
  }

  private async recordStep(ledger: Ledger, caseId: string, type: string, content: object): Promise<void> {
    const stepId = uuid();
    await ledger.recordInCase(caseId, [{ type, stepId, content }], BY);
    const own = this.steps.get(caseId)!;
    if (type.startsWith('Step')) own.pop();
    if (type !== 'StepRetracted') own.push(stepId);
  }

  private async recordUnion(ledger: Ledger, unionId: string, type: string, content: object): Promise<void> {
    await ledger.recordInUnion(unionId, [{ type, stepId: uuid(), content }], BY);
  }
}

function pick<Item>(items: readonly Item[], n: number): Item {
  return items[n % items.length]!;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}
