import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { foldCase, type CaseEventType } from '#cases';
import { MemoryEventStore, readWholeStream } from '#event-store';
import { Ledger, upcastCase, type Command } from '#ledger';
import { foldUnion, type UnionState } from '#unions';
import { caseLines, COUNTED_COLUMNS } from './case-lines.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const UNIONS = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
const by = { recordedBy: 'tester', correlationId: 'test' };

interface TrueStep {
  readonly type: CaseEventType;
  readonly content: object;
  /** Whether it is known to have come soon after the step before it. */
  readonly soon?: boolean;
}

const unionId = fc.constantFrom(...UNIONS);
const stepOf = (type: CaseEventType, content: fc.Arbitrary<object>) =>
  fc.record({ type: fc.constant(type), content, soon: fc.boolean() });
const referral = fc.constantFrom(0, 1, 2).map((index) => {
  return { unionId: UNIONS[index], reasons: [], deflectedTo: { unionId: UNIONS[(index + 1) % 3] } };
});
const trueStep: fc.Arbitrary<TrueStep> = fc.oneof(
  stepOf(
    'UnionCalled',
    fc.record({
      unionId,
      outcome: fc.constantFrom('reached', 'no_answer', 'hung_up'),
      aware: fc.constantFrom('yes', 'no'),
    }),
  ),
  stepOf('UnionResponded', fc.record({ unionId, kind: fc.constantFrom('information', 'commitment') })),
  stepOf('Deflected', fc.record({ unionId, reasons: fc.constant(['not_member']) })),
  stepOf('Deflected', referral),
  stepOf(
    'Intervened',
    fc.record({
      unionId,
      kinds: fc.constant(['negotiated']),
      prompted: fc.constantFrom('by_call', 'unprompted'),
    }),
  ),
  stepOf(
    'Resolved',
    fc.record({ outcome: fc.constant('promised'), creditedTo: unionId.map((id) => [{ unionId: id }]) }),
  ),
  stepOf('Withdrawn', fc.constant({})),
);

/** What happened in one month: steps of which only the day or even the month is known, or a closing and a reopening. */
type Month = { readonly steps: readonly TrueStep[]; readonly vague: boolean } | { readonly reopened: true };
const month: fc.Arbitrary<Month> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ steps: fc.array(trueStep, { minLength: 1, maxLength: 3 }), vague: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant({ reopened: true } as const) },
);

interface Told extends Command {
  readonly content: { readonly occurredAt: string; readonly since?: object };
}

/** The commands of each month, right and in order. */
function right(months: readonly Month[]): Told[][] {
  let before: { stepId: string; at: number } | undefined;
  return months.map((told, index) => {
    const date = `2021-${String(index + 2).padStart(2, '0')}`;
    if ('reopened' in told) {
      return [
        { stepId: uuid(), type: 'Closed', content: { occurredAt: `${date}-10` } },
        { stepId: uuid(), type: 'Reopened', content: { occurredAt: `${date}-20` } },
      ];
    }
    return told.steps.map(({ type, content, soon }) => {
      const stepId = uuid();
      const near = soon && before && index - before.at <= 1;
      const since = near ? { since: { stepId: before!.stepId, atMost: 'P40D' } } : {};
      before = { stepId, at: index };
      return { stepId, type, content: { ...content, occurredAt: told.vague ? date : `${date}-15`, ...since } };
    });
  });
}

/** What happened, and how clumsily it was recorded: in which order, which steps wrongly at first, which by mistake. */
const clumsyHistory = fc.array(month, { minLength: 1, maxLength: 6 }).chain((months) =>
  fc.record({
    months: fc.constant(months),
    order: fc.shuffledSubarray(
      months.map((_, index) => index),
      { minLength: months.length },
    ),
    wrongDays: fc.array(fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined }), {
      minLength: 18,
      maxLength: 18,
    }),
    mistakes: fc.array(trueStep, { maxLength: 2 }),
  }),
);
type ClumsyHistory = typeof clumsyHistory extends fc.Arbitrary<infer History> ? History : never;

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
  const ledger = new Ledger(store, { now: () => NOW, cachedCases: 10, cachedUnions: 10 });
  const unions = new Map<string, UnionState>();
  for (const id of UNIONS) {
    const content = { level: 'district', names: { en: id }, occurredAt: '2000' };
    await ledger.recordInUnion(id, [{ type: 'UnionRegistered', stepId: id, content }], by);
    unions.set(id, await ledger.loadUnion(id));
  }
  const caseId = '00000000-0000-7000-8000-0000000000ff';
  for (const command of commands) await ledger.recordInCase(caseId, [command], by);
  const events = await readWholeStream(store, `case-${caseId}`);
  const lines = caseLines(foldCase(caseId, events.map(upcastCase)), unions);
  // How far the log has come is not part of the history.
  return { ...lines, case: lines.case.replaceAll(/\t\d{19}(?=\t)/g, '') };
}

/**
 * Months are recorded in any order, but what ties within one in the order in which it happened: where dates tell nothing,
 * that is all there is to go by. What a step came soon after is told once all dates are right.
 */
function recordedClumsily({ months, order, wrongDays, mistakes }: ClumsyHistory) {
  const told = right(months);
  const disorder = order.map((index) => told[index]!);
  const turns = disorder.filter(([first]) => first!.type === 'Closed').flat();
  const steps = disorder.filter(([first]) => first!.type !== 'Closed').flat();
  const first: Command[] = [];
  const corrections: Command[] = [];
  const relations: Command[] = [];
  steps.forEach(({ stepId, type, content }, index) => {
    const { since, ...alone } = content;
    const day = wrongDays[index];
    const occurredAt = day === undefined ? content.occurredAt : `2021-01-${String(day).padStart(2, '0')}`;
    first.push({ stepId, type, content: { ...alone, occurredAt } });
    let version = stepId;
    const correct = (commands: Command[], right: object) => {
      const correction = { stepId: version, content: right, why: 'misheard' };
      commands.push({ type: 'StepCorrected', stepId: (version = uuid()), content: correction });
    };
    if (occurredAt !== content.occurredAt) correct(corrections, alone);
    if (since) correct(relations, content);
  });
  const bogus = mistakes.map(({ type, content }) => ({
    ...{ type, stepId: uuid(), content: { ...content, occurredAt: '2021-03-15' } },
  }));
  const retractions = bogus.map(({ stepId }) => ({
    type: 'StepRetracted',
    stepId: uuid(),
    content: { stepId, why: 'another case' },
  }));
  return {
    right: [opening, ...told.flat()],
    clumsy: [opening, ...turns, ...bogus, ...first, ...corrections, ...relations, ...retractions],
  };
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
          .split('\t')[COUNTED_COLUMNS.indexOf('level')],
    );
    expect(levels).toEqual(['district', 'municipal']);
  });
});
