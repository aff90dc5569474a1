import { emptyUnion, InvalidContent, Refusal, type FieldError, type UnionState } from '#unions';
import type { CaseEventType } from '../event-types.js';
import type { RecordedCaseEvent } from '../case-event.js';
import { decideCase } from '../decide.js';
import { emptyCase, type CaseState } from '../state.js';
import { evolveCase } from '../evolve.js';
import { timeline } from '../timeline.js';
import { validateStep } from '../schemas.js';

export const NOW = '2026-11-23T04:00:00.000Z';

/** A case under test: `given` and `when` are `record`, `then` is what is asked of it. */
export class Scenario {
  private lastId = 0;

  state: CaseState = emptyCase(this.newId());
  readonly events: RecordedCaseEvent[] = [];
  now = Date.parse(NOW);

  private readonly unions = new Map<string, UnionState>();

  /** Ids sort in the order in which they were made. */
  newId(): string {
    return `00000000-0000-7000-8000-${String(++this.lastId).padStart(12, '0')}`;
  }

  union(closed?: UnionState['closed']): string {
    const unionId = this.newId();
    this.unions.set(unionId, { ...emptyUnion(unionId), revision: 0, closed });
    return unionId;
  }

  /** Validates, decides and evolves; returns the id of the step. */
  record(type: CaseEventType, plain: object): string {
    const stepId = this.newId();
    const content = validateStep(type, plain);
    const context = { now: this.now, union: (id: string) => this.unions.get(id) };
    for (const event of decideCase(this.state, { type, stepId, content }, context)) this.append(event);
    return stepId;
  }

  /** The code and details of the refusal that recording meets. */
  refused(type: CaseEventType, plain: object): { code: string; details: Readonly<Record<string, unknown>> } {
    const { state } = this;
    try {
      this.record(type, plain);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(this.state).toBe(state);
      return { code: error.code, details: error.details };
    }
    throw new Error(`${type} was accepted`);
  }

  /** The errors of the content that recording meets. */
  invalid(type: CaseEventType, plain: unknown): readonly FieldError[] {
    try {
      this.record(type, plain as object);
    } catch (error) {
      if (!(error instanceof InvalidContent)) throw error;
      return error.errors;
    }
    throw new Error(`${type} was accepted`);
  }

  /** What the live steps say, in order of occurrence. */
  told(): object[] {
    return timeline(this.state)
      .filter(({ step }) => !step.retracted)
      .map(({ step, interval }) => ({ type: step.type, content: step.content, interval }));
  }

  private append(event: { id: string; type: CaseEventType; data: object }): void {
    const revision = this.state.revision + 1;
    const recordedAt = new Date(this.now).toISOString();
    const data = JSON.parse(JSON.stringify(event.data)) as object;
    const place = { revision, position: String(revision).padStart(19, '0'), recordedAt, recordedBy: 'local' };
    const recorded: RecordedCaseEvent = { ...event, data, ...place, correlationId: event.id };
    this.events.push(recorded);
    this.state = evolveCase(this.state, recorded);
  }
}

/** A case opened by a post in June 2021, unless said otherwise. */
export function openedCase(opening: object = {}): Scenario & { readonly openingId: string } {
  const scenario = new Scenario();
  const openingId = scenario.record('PostedOnline', { title: 'Unpaid', occurredAt: '2021-06', ...opening });
  return Object.assign(scenario, { openingId });
}
