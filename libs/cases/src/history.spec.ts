import fc from 'fast-check';
import { Refusal } from '#unions';
import { decideCase } from './decide.js';
import { evolveCase, foldCase } from './evolve.js';
import { closingOf, isLifecycle } from './lifecycle.js';
import { deserializeCase, serializeCase } from './serialize.js';
import { currentVersionOf, emptyCase, type CaseState } from './state.js';
import { openedCase, type Scenario } from './test-support/scenario.js';
import { attempts, caseAfter, dateOf } from './test-support/random-history.js';
import { timeline } from './timeline.js';

/** Makes every change to the state, and to all in it, throw. */
function frozen(state: CaseState): CaseState {
  for (const map of [state.steps, state.events]) {
    for (const value of map.values()) freezeDeep(value);
    const refuse = () => {
      throw new TypeError('this map belongs to a state that was handed out');
    };
    Object.assign(map, { set: refuse, delete: refuse, clear: refuse });
  }
  return Object.freeze(state);
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeDeep);
}

describe('any history', () => {
  it('folds to what its events lead to one by one', () => {
    fc.assert(
      fc.property(attempts, (list) => {
        const { state, events } = caseAfter(list);
        expect(foldCase(state.caseId, events)).toEqual(state);
      }),
    );
  });

  it('never changes a state that was handed out', () => {
    fc.assert(
      fc.property(attempts, (list) => {
        const { state, events, now } = caseAfter(list);
        let frozenState = frozen(emptyCase(state.caseId));
        for (const event of events) frozenState = frozen(evolveCase(frozenState, event));
        expect(timeline(frozenState)).toEqual(timeline(state));
        serializeCase(frozenState);
        const note = { type: 'NoteAdded', stepId: 'new', content: Object.freeze({ note: 'x' }) } as const;
        decideCase(frozenState, note, { now, union: () => undefined });
      }),
    );
  });

  it('comes back from text, and goes on in the same way', () => {
    fc.assert(
      fc.property(attempts, (list) => {
        const { state, now } = caseAfter(list);
        const back = deserializeCase(serializeCase(state));
        expect(back).toEqual(state);
        const command = { type: 'Closed', stepId: 'new', content: { occurredAt: '2021-11' } } as const;
        const outcome = (from: CaseState) => {
          try {
            return decideCase(from, command, { now, union: () => undefined });
          } catch (error) {
            return error;
          }
        };
        expect(outcome(back)).toEqual(outcome(state));
      }),
    );
  });

  it('leaves every step between the opening and now or the closing, and none before the one it counts from', () => {
    fc.assert(
      fc.property(attempts, (list) => {
        const { state, now, openingId } = caseAfter(list);
        const entries = timeline(state);
        expect(entries.map(({ step }) => step.stepId).sort()).toEqual([...state.steps.keys()].sort());
        const opened = entries.find(({ step }) => step.stepId === openingId)!.interval;
        const closing = closingOf(state)?.stepId;
        const closed = entries.find(({ step }) => step.stepId === closing)?.interval;
        const seen = new Set<string>();
        for (const { step, interval } of entries) {
          seen.add(step.stepId);
          if (step.retracted) continue;
          expect(interval.latest).toBeGreaterThan(opened.earliest);
          expect(interval.earliest).toBeLessThanOrEqual(now);
          if (closed && !isLifecycle(step) && step.type !== 'NoteAdded') {
            expect(interval.earliest).toBeLessThan(closed.latest);
          }
          const { since } = step.content as { since?: { stepId: string } };
          if (since) expect(seen).toContain(state.events.get(since.stepId)!.stepId);
        }
      }),
    );
  });
});

/** What should have been recorded of one step, and what went wrong at first. */
interface Planned {
  readonly gap: number;
  readonly width: 'instant' | 'day';
  /** Counts from the step so many places before it, if any. */
  readonly sinceBack: number;
  readonly wrongDay: number;
  readonly mistakes: number;
  /** Where it comes in the disorderly recording. */
  readonly turn: number;
}

const planned: fc.Arbitrary<Planned> = fc.record({
  gap: fc.integer({ min: 1, max: 9 }),
  width: fc.constantFrom('instant', 'day'),
  sinceBack: fc.nat(3),
  wrongDay: fc.nat(400),
  mistakes: fc.nat(2),
  turn: fc.nat(),
});

const FIRST_DAY = 40;

/** Records a history right and in order, or wrong and in disorder and then puts it right. */
class Recording {
  readonly scenario: Scenario = openedCase({ occurredAt: dateOf(FIRST_DAY, 'day') });
  private readonly unions = [this.scenario.union(), this.scenario.union()];
  private readonly ids: string[] = [];

  constructor(
    private readonly plan: readonly Planned[],
    private readonly lastDay: number,
  ) {}

  rightAndInOrder(): void {
    this.plan.forEach((_step, index) => this.record(index, this.rightContent(index)));
    this.scenario.record('Closed', { occurredAt: dateOf(this.lastDay, 'day') });
  }

  wrongAndInDisorder(spurious: readonly number[]): void {
    const turns = this.plan.map((_step, index) => index).sort((a, b) => this.plan[a]!.turn - this.plan[b]!.turn);
    if (spurious.length % 2 === 1) this.scenario.record('Closed', { occurredAt: dateOf(this.lastDay, 'day') });
    for (const index of turns) this.recordAtFirst(index);
    const strays = spurious.map((day) => {
      const occurredAt = dateOf(this.dayWithin(day), 'day');
      return this.scenario.record('UnionCalled', { unionId: this.unions[1], outcome: 'hung_up', occurredAt });
    });
    for (const index of turns) {
      for (let left = this.plan[index]!.mistakes; left > 1; left--) this.mistake(index, this.wrongContent(index, left));
    }
    for (const index of turns) this.correct(index, this.rightContent(index, false));
    for (const stepId of strays) this.scenario.record('StepRetracted', { stepId, why: 'another case' });
    for (const index of turns.reverse()) this.correct(index, this.rightContent(index));
    if (spurious.length % 2 === 0) this.scenario.record('Closed', { occurredAt: dateOf(this.lastDay, 'day') });
  }

  /** What the case tells, with steps named by their place in the plan. */
  told(): unknown {
    const text = JSON.stringify(this.scenario.told());
    return JSON.parse(this.ids.reduce((told, id, index) => told.replaceAll(id, `step ${index}`), text));
  }

  private record(index: number, content: object): void {
    this.ids[index] = this.scenario.record('UnionCalled', content);
  }

  /** Right at once if there was no mistake and what it counts from is there; or else to be corrected. */
  private recordAtFirst(index: number): void {
    if (this.plan[index]!.mistakes > 0) return this.record(index, this.wrongContent(index, 1));
    const target = this.targetOf(index);
    const known = target === undefined || this.ids[target] !== undefined;
    try {
      this.record(index, this.rightContent(index, known));
    } catch (error) {
      // The step that it counts from has a wrong date still.
      if (!(error instanceof Refusal)) throw error;
      this.record(index, this.rightContent(index, false));
    }
  }

  /** A correction for the worse, as far as the steps that count from this one let it through. */
  private mistake(index: number, content: object): void {
    this.correct(index, content, ['would_contradict', 'correction_changes_nothing']);
  }

  private correct(index: number, content: object, refusals = ['correction_changes_nothing']): void {
    const stepId = currentVersionOf(this.scenario.state.steps.get(this.ids[index]!)!);
    try {
      this.scenario.record('StepCorrected', { stepId, why: 'misheard', content });
    } catch (error) {
      if (!(error instanceof Refusal && refusals.includes(error.code))) throw error;
    }
  }

  private rightContent(index: number, withSince = true): object {
    const target = this.targetOf(index);
    const since = withSince && target !== undefined && { since: { stepId: this.ids[target], atMost: 'P60D' } };
    return { unionId: this.unions[0], outcome: 'reached', occurredAt: this.rightDate(index), ...since };
  }

  private wrongContent(index: number, count: number): object {
    const occurredAt = dateOf(this.dayWithin(this.plan[index]!.wrongDay + count), 'day');
    return { unionId: this.unions[1], outcome: 'no_answer', note: `mistake ${count}`, occurredAt };
  }

  private rightDate(index: number): string {
    const day = this.plan.slice(0, index + 1).reduce((sum, { gap }) => sum + gap, FIRST_DAY);
    return dateOf(day, this.plan[index]!.width);
  }

  private dayWithin(day: number): number {
    return FIRST_DAY + (day % (this.lastDay - FIRST_DAY + 1));
  }

  private targetOf(index: number): number | undefined {
    const { sinceBack } = this.plan[index]!;
    return sinceBack === 0 || sinceBack > index ? undefined : index - sinceBack;
  }
}

describe('a history recorded with mistakes and in disorder, then put right', () => {
  it('tells the same as one recorded right and in order', () => {
    const days = fc.array(fc.nat(400), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(planned, { minLength: 1, maxLength: 8 }), days, (plan, spurious) => {
        const lastDay = plan.reduce((sum, { gap }) => sum + gap, FIRST_DAY) + 1;
        const right = new Recording(plan, lastDay);
        right.rightAndInOrder();
        const putRight = new Recording(plan, lastDay);
        putRight.wrongAndInDisorder(spurious);
        expect(putRight.told()).toEqual(right.told());
      }),
    );
  });
});
