import type { CaseCommand } from './case-event.js';
import type { CaseEventType } from './event-types.js';
import { isRetry, sameContent } from './same-content.js';
import { validateStep } from './schemas.js';
import { openedCase, type Scenario } from './test-support/scenario.js';

function retryOf(scenario: Scenario, stepId: string, type: CaseEventType, plain: object): boolean {
  const command: CaseCommand = { type, stepId, content: validateStep(type, plain) };
  return isRetry(scenario.state.events.get(stepId)!, command);
}

describe('the same content', () => {
  it('does not depend on the order of fields or on fields without a value', () => {
    expect(sameContent({ a: 1, b: { c: [1], d: 2 } }, { b: { d: 2, c: [1] }, a: 1, e: undefined })).toBe(true);
    expect(sameContent({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(sameContent({ a: '1' }, { a: 1 })).toBe(false);
    expect(sameContent({ a: null }, {})).toBe(false);
  });
});

describe('a retry', () => {
  it('says what was recorded, given that recording dated it', () => {
    const scenario = openedCase();
    const plain = { note: 'Called back' };
    const stepId = scenario.record('NoteAdded', plain);

    expect(retryOf(scenario, stepId, 'NoteAdded', plain)).toBe(true);
    expect(retryOf(scenario, stepId, 'NoteAdded', { note: 'Called twice' })).toBe(false);
    expect(retryOf(scenario, stepId, 'NoteAdded', { ...plain, occurredAt: '2021-06' })).toBe(false);
    expect(retryOf(scenario, stepId, 'Withdrawn', plain)).toBe(false);
  });

  it('of a dated step has its date', () => {
    const scenario = openedCase();
    const plain = { note: 'Called back', occurredAt: '2021-07' };
    const stepId = scenario.record('NoteAdded', plain);

    expect(retryOf(scenario, stepId, 'NoteAdded', plain)).toBe(true);
    expect(retryOf(scenario, stepId, 'NoteAdded', { ...plain, occurredAt: '2021-08' })).toBe(false);
  });

  it('of a correction does not count what recording filled in', () => {
    const scenario = openedCase();
    const unionId = scenario.union();
    const stepId = scenario.record('UnionCalled', { unionId, outcome: 'reached', occurredAt: '2021-07' });
    const plain = { stepId, why: 'misheard', content: { unionId, outcome: 'no_answer' } };
    const correctionId = scenario.record('StepCorrected', plain);
    const asked = (change: object) => retryOf(scenario, correctionId, 'StepCorrected', { ...plain, ...change });

    expect(asked({})).toBe(true);
    expect(asked({ why: 'x' })).toBe(false);
    expect(asked({ content: { unionId, outcome: 'hung_up' } })).toBe(false);
    expect(asked({ content: { unionId, outcome: 'no_answer', note: 'n' } })).toBe(false);
    expect(asked({ content: { reasons: [] } })).toBe(false);
  });
});
