/** A write over HTTP. */
export interface Command {
  readonly path: string;
  readonly body: string;
}

/** Of so many commands one opens a case; the others are steps of cases that are there. */
const STEPS_PER_CASE = 6;

/** Commands as a busy hotline sends them: some open a case, the others tell of calls, answers and notes in many cases. */
export class Commands {
  private sent = 0;

  constructor(
    private readonly caseIds: readonly string[],
    private readonly unionIds: readonly string[],
  ) {}

  take(count: number): Command[] {
    return Array.from({ length: count }, () => this.next());
  }

  private next(): Command {
    const turn = this.sent++;
    if (turn % STEPS_PER_CASE === 0) return command('/v1/cases', openingOf(turn));
    const caseId = this.caseIds[(turn * 7_919) % this.caseIds.length]!;
    const unionId = this.unionIds[turn % this.unionIds.length]!;
    const [step, content] = STEPS[turn % STEPS.length]!;
    const about = step === 'note-added' ? {} : { unionId };
    return command(`/v1/cases/${caseId}/steps/${step}`, { occurredAt: '2026-03-02T10:15+08:00', ...about, ...content });
  }
}

const STEPS: readonly (readonly [name: string, content: object])[] = [
  ['union-called', { outcome: 'reached', caller: 'organisation', aware: 'no' }],
  ['union-called', { outcome: 'no_answer', caller: 'worker', aware: 'unknown' }],
  ['deflected', { reasons: ['jurisdiction'], direction: 'down' }],
  ['note-added', { note: 'Called the worker again; nothing new since last week.' }],
  ['union-called', { outcome: 'hung_up', caller: 'organisation', aware: 'unknown' }],
];

function openingOf(turn: number): object {
  return {
    openedBy: 'posted_online',
    title: `Workers unpaid on site ${turn}`,
    sector: 'construction',
    region: '440300',
    disputes: ['wage_arrears'],
    occurredAt: '2026-03-01T09:30+08:00',
  };
}

function command(path: string, content: object): Command {
  return { path, body: JSON.stringify(content) };
}
