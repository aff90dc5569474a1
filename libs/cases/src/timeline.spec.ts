import { openedCase, type Scenario } from './test-support/scenario.js';
import { chronologyOf, timeline } from './timeline.js';

const order = (scenario: Scenario) => timeline(scenario.state).map(({ step }) => step.stepId);

function note(scenario: Scenario, occurredAt: string, since?: object): string {
  return scenario.record('NoteAdded', { note: 'x', occurredAt, ...(since && { since }) });
}

describe('the timeline', () => {
  it('is in order of occurrence, whatever the order of recording', () => {
    const scenario = openedCase();
    const third = note(scenario, '2021-09');
    const second = note(scenario, '2021-08-15');
    const first = note(scenario, '2021-07');

    expect(order(scenario)).toEqual([scenario.openingId, first, second, third]);
  });

  it('puts the narrower of two that may begin together first, and the same as recorded', () => {
    const scenario = openedCase();
    const month = note(scenario, '2021-07');
    const day = note(scenario, '2021-07-01');
    const sameMonth = note(scenario, '2021-07');

    expect(order(scenario)).toEqual([scenario.openingId, day, month, sameMonth]);
  });

  it('begins with the opening, and counts a vague date from it', () => {
    const scenario = openedCase({ occurredAt: '2021-06' });
    const resolved = scenario.record('Resolved', { outcome: 'paid_in_full', occurredAt: '2021' });
    const june = note(scenario, '2021-06');
    const firstOfJune = note(scenario, '2021-06-01');

    expect(order(scenario)).toEqual([scenario.openingId, firstOfJune, june, resolved]);
  });

  it('narrows each by what is known of the others', () => {
    const scenario = openedCase();
    const first = note(scenario, '2021-07-10');
    const second = note(scenario, '2021-07', { stepId: first, atMost: 'P2D' });

    const entry = timeline(scenario.state).find(({ step }) => step.stepId === second)!;
    expect(entry.interval).toEqual({
      earliest: Date.parse('2021-07-10T00:00+08:00'),
      latest: Date.parse('2021-07-13T00:00+08:00'),
    });
    expect(entry.step.interval.latest).toBe(Date.parse('2021-08-01T00:00+08:00'));
  });

  it('never puts a step before the one it counts from', () => {
    const scenario = openedCase();
    const child = note(scenario, '2021-07');
    const other = note(scenario, '2021-07');
    const parent = note(scenario, '2021-07');
    const content = { note: 'x', since: { stepId: parent } };
    const correctionId = scenario.record('StepCorrected', { stepId: child, why: 'w', content });
    const grandchild = note(scenario, '2021-07', { stepId: correctionId });

    const ordered = order(scenario);
    expect(ordered).toHaveLength(5);
    expect(ordered.indexOf(parent)).toBeLessThan(ordered.indexOf(child));
    expect(ordered.indexOf(child)).toBeLessThan(ordered.indexOf(grandchild));
    expect(ordered).toContain(other);
    expect(chronologyOf(scenario.state).between(child, grandchild)).toMatchObject({ low: 0 });
  });

  it('keeps the place of a corrected step among those of the same date', () => {
    const scenario = openedCase();
    const first = note(scenario, '2021-08');
    const second = note(scenario, '2021-07');
    scenario.record('StepCorrected', { stepId: first, why: 'w', content: { note: 'x', occurredAt: '2021-07' } });

    expect(order(scenario)).toEqual([scenario.openingId, first, second]);
  });

  it('shows retracted steps at their own date and lets them bear on nothing', () => {
    const scenario = openedCase();
    const first = note(scenario, '2021-07-10');
    const second = note(scenario, '2021-07', { stepId: first, atMost: 'P2D' });
    scenario.record('StepRetracted', { stepId: second, why: 'w' });

    const entry = timeline(scenario.state).find(({ step }) => step.stepId === second)!;
    expect(entry.interval).toBe(entry.step.interval);
    expect(chronologyOf(scenario.state).interval(second)).toBeUndefined();
  });
});
