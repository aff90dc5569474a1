import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { foldCase, type CaseEventType } from '#cases';
import { MemoryEventStore, readWholeStream } from '#event-store';
import { Ledger, upcastCase, type Command } from '#ledger';
import { foldUnion, type UnionState } from '#unions';
import { caseLines } from './case-lines.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-01T12:00:00Z');
const UNIONS = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
const by = { recordedBy: 'tester', correlationId: 'test' };

interface TrueStep {
  readonly type: CaseEventType;
  readonly content: object;
}

const unionId = fc.constantFrom(...UNIONS);
const stepOf = (type: CaseEventType, content: fc.Arbitrary<object>) => content.map((content) => ({ type, content }));
const trueStep: fc.Arbitrary<TrueStep> = fc.oneof(
  stepOf('UnionCalled', fc.record({ unionId, outcome: fc.constantFrom('reached', 'no_answer', 'hung_up') })),
  stepOf('UnionResponded', fc.record({ unionId, kind: fc.constantFrom('information', 'commitment') })),
  stepOf('Deflected', fc.record({ unionId, reasons: fc.constant(['not_member']) })),
  stepOf('Intervened', fc.record({ unionId, kinds: fc.constant(['negotiated']), prompted: fc.constant('by_call') })),
  stepOf(
    'Resolved',
    fc.record({ outcome: fc.constant('promised'), creditedTo: unionId.map((id) => [{ unionId: id }]) }),
  ),
  stepOf('Withdrawn', fc.constant({})),
);

/** Each step happens on a day of its own: where dates tie, the order of recording is all there is to go by. */
const dated = (steps: readonly TrueStep[]) =>
  steps.map((step, index) => {
    const occurredAt = new Date(Date.UTC(2021, 0, 2) + index * 3 * DAY_MS).toISOString().slice(0, 10);
    return { stepId: uuid(), type: step.type, content: { ...step.content, occurredAt } };
  });

/** What happened, and how clumsily it was recorded: in which order, which steps wrongly at first, which by mistake. */
const clumsyHistory = fc.array(trueStep, { minLength: 1, maxLength: 7 }).chain((steps) =>
  fc.record({
    steps: fc.constant(steps),
    order: fc.shuffledSubarray(
      steps.map((_, index) => index),
      { minLength: steps.length },
    ),
    wrongDates: fc.array(fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }), {
      minLength: 7,
      maxLength: 7,
    }),
    mistakes: fc.array(trueStep, { maxLength: 2 }),
  }),
);

const opening: Command = {
  type: 'PostedOnline',
  stepId: uuid(),
  content: {
    title: 'Unpaid',
    occurredAt: '2021-01-01',
    disputes: ['wage_arrears'],
    employers: [],
    timeZone: 'Asia/Shanghai',
  },
};

async function rowsAfter(commands: readonly Command[]) {
  const store = new MemoryEventStore();
  const ledger = new Ledger(store, { now: () => NOW });
  const unions = new Map<string, UnionState>();
  for (const id of UNIONS) {
    const content = { level: 'district', names: { en: id }, occurredAt: '2000' };
    await ledger.recordInUnion(id, [{ type: 'UnionRegistered', stepId: id, content }], by);
    unions.set(id, await ledger.loadUnion(id));
  }
  const caseId = '00000000-0000-7000-8000-0000000000ff';
  for (const command of commands) await ledger.recordInCase(caseId, [command], by);
  const events = await readWholeStream(store, `case-${caseId}`);
  return caseLines(foldCase(caseId, events.map(upcastCase)), unions);
}

function recordedClumsily({
  steps,
  order,
  wrongDates,
  mistakes,
}: typeof clumsyHistory extends fc.Arbitrary<infer T> ? T : never) {
  const right = dated(steps);
  const corrections: Command[] = [];
  const first = order.map((index) => {
    const step = right[index]!;
    const wrong = wrongDates[index];
    if (wrong === undefined) return step;
    const content = {
      ...step.content,
      occurredAt: new Date(Date.UTC(2021, 0, 1) + wrong * DAY_MS).toISOString().slice(0, 10),
    };
    if (content.occurredAt === step.content.occurredAt) return step;
    const correction = { stepId: step.stepId, content: step.content, why: 'misheard the date' };
    corrections.push({ type: 'StepCorrected', stepId: uuid(), content: correction });
    return { ...step, content };
  });
  const bogus = dated(mistakes);
  const retractions = bogus.map(({ stepId }) => ({
    type: 'StepRetracted',
    stepId: uuid(),
    content: { stepId, why: 'another case' },
  }));
  return { right: [opening, ...right], clumsy: [opening, ...bogus, ...first, ...corrections, ...retractions] };
}

describe('the rows of a case', () => {
  it('are the same as if everything had been recorded right and in order', () =>
    fc.assert(
      fc.asyncProperty(clumsyHistory, async (history) => {
        const { right, clumsy } = recordedClumsily(history);
        expect(await rowsAfter(clumsy)).toEqual(await rowsAfter(right));
      }),
      { numRuns: 150 },
    ));

  it('change with the level that a union turns out to have had', () => {
    const registered = (level: string) =>
      foldUnion(UNIONS[0]!, [
        {
          ...{ id: 'r', type: 'UnionRegistered', revision: 0, position: '1', recordedAt: '2020-01-01T00:00:00Z' },
          data: { level, names: { en: 'A' }, occurredAt: '2000' },
          recordedBy: 'tester',
        } as never,
      ]);
    const call = { unionId: UNIONS[0], outcome: 'reached', occurredAt: '2021-01-02' };
    const told = [opening, { type: 'UnionCalled', stepId: uuid(), content: call }];
    const state = foldCase(
      'case',
      told.map(({ type, stepId, content }, revision) => ({
        ...{ id: stepId, type: type as CaseEventType, data: content, revision, position: String(revision) },
        ...{ recordedAt: '2021-02-01T00:00:00Z', recordedBy: 'tester' },
      })),
    );
    const levels = ['district', 'municipal'].map(
      (level) =>
        caseLines(state, new Map([[UNIONS[0]!, registered(level)]]))
          .engagements.get(UNIONS[0]!)!
          .split('\t')[2],
    );
    expect(levels).toEqual(['district', 'municipal']);
  });
});
