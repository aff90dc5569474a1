import { evolveCase, extendCase, foldCase } from './evolve.js';
import { ImpossibleEvent } from './impossible-event.js';
import { emptyCase, stepNamed } from './state.js';
import { CASE_EVENT_TYPES, isAmendment, isOpening } from './event-types.js';
import { LEAST } from './test-support/contents.js';
import { NOW, openedCase } from './test-support/scenario.js';

const STEPS = CASE_EVENT_TYPES.filter((type) => !isAmendment(type) && !isOpening(type));

describe('a folded case', () => {
  it.each(STEPS)('holds a step of type %s with its content', (type) => {
    const scenario = openedCase();
    if (type === 'Reopened') scenario.record('Closed', { occurredAt: '2021-07' });
    const least = (LEAST as Record<string, object>)[type]!;
    const content = { ...least, ...('unionId' in least && { unionId: scenario.union() }) };
    const stepId = scenario.record(type, content);

    const step = scenario.state.steps.get(stepId);
    expect(step).toMatchObject({ stepId, type, content, recordedAt: NOW, recordedBy: 'local', corrections: [] });
    expect(step?.content.occurredAt).toBe(NOW);
    expect(step?.interval).toEqual({ earliest: Date.parse(NOW), latest: Date.parse(NOW) + 1 });
  });

  it('remembers every event by its id', () => {
    const scenario = openedCase();
    const stepId = scenario.record('NoteAdded', { note: 'x' });
    const correctionId = scenario.record('StepCorrected', { stepId, why: 'w', content: { note: 'y' } });

    expect([...scenario.state.events.keys()]).toEqual([scenario.openingId, stepId, correctionId]);
    expect(scenario.state.events.get(correctionId)).toMatchObject({
      stepId,
      type: 'StepCorrected',
      revision: 2,
      position: '0000000000000000002',
      content: { why: 'w' },
    });
    expect(stepNamed(scenario.state, correctionId)).toBe(scenario.state.steps.get(stepId));
  });

  it('takes the instant of recording for a date that is missing', () => {
    const event = { id: 'e', type: 'PostedOnline', data: { title: 'x' }, revision: 0, position: '0' } as const;
    const state = foldCase('case', [{ ...event, recordedAt: NOW, recordedBy: 'local' }]);

    expect(state.steps.get('e')?.interval.earliest).toBe(Date.parse(NOW));
  });

  it('is the same step by step, at once or in parts', () => {
    const { state, events } = openedCase();
    const empty = emptyCase(state.caseId);

    expect(events.reduce(evolveCase, empty)).toEqual(state);
    expect(foldCase(state.caseId, events)).toEqual(state);
    expect(extendCase(extendCase(empty, events.slice(0, 1)), events.slice(1))).toEqual(state);
  });

  it('cannot come of an event that no decision led to', () => {
    const { state, events } = openedCase();
    const stray = { ...events[0]!, id: 'stray', type: 'StepRetracted', data: { stepId: 'nobody', why: 'w' } } as const;

    expect(() => evolveCase(state, stray)).toThrow(ImpossibleEvent);
  });
});
