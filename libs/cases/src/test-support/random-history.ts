import fc from 'fast-check';
import { Refusal } from '#unions';
import type { CaseEventType } from '../event-types.js';
import { openedCase } from './scenario.js';
import { currentVersionOf } from '../state.js';

/** One thing that somebody tries to record; `target` picks a step that is there. */
interface Attempt {
  readonly type: CaseEventType;
  readonly day: number;
  readonly width: 'instant' | 'day' | 'month' | 'year';
  readonly target: number;
  readonly related: boolean;
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  type: fc.constantFrom<CaseEventType[]>(
    'UnionCalled',
    'NoteAdded',
    'Resolved',
    'Closed',
    'Reopened',
    'StepCorrected',
    'StepCorrected',
    'StepRetracted',
  ),
  day: fc.integer({ min: 0, max: 364 }),
  width: fc.constantFrom('instant', 'day', 'month', 'year'),
  target: fc.nat(1000),
  related: fc.boolean(),
});

export const attempts = fc.array(attempt, { maxLength: 25 });

export function dateOf(day: number, width: Attempt['width']): string {
  const iso = new Date(Date.UTC(2021, 0, 1 + day, 6)).toISOString();
  return { instant: iso, day: iso.slice(0, 10), month: iso.slice(0, 7), year: iso.slice(0, 4) }[width];
}

/** The case after all attempts, of which those that were refused left no trace. */
export function caseAfter(list: readonly Attempt[]) {
  const scenario = openedCase({ occurredAt: '2021-02' });
  const unionId = scenario.union();
  const contents = {
    UnionCalled: { unionId, outcome: 'reached' },
    NoteAdded: { note: 'x' },
    Resolved: { outcome: 'promised', creditedTo: [{ unionId }] },
  } as const;
  for (const { type, day, width, target, related } of list) {
    const steps = [...scenario.state.steps.values()];
    const step = steps[target % steps.length]!;
    const since = related && { since: { stepId: step.stepId, atMost: 'P90D' } };
    const says = (of: string) => (of === 'PostedOnline' ? { title: 'x' } : (contents as Record<string, object>)[of]);
    const content = { ...says(type), occurredAt: dateOf(day, width), ...since };
    const stepId = currentVersionOf(step);
    const corrected = { ...says(step.type), occurredAt: dateOf(day, width), note: `note ${day}` };
    try {
      if (type === 'StepCorrected') scenario.record(type, { stepId, why: 'w', content: corrected });
      else if (type === 'StepRetracted') scenario.record(type, { stepId, why: 'w' });
      else scenario.record(type, content);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return scenario;
}
