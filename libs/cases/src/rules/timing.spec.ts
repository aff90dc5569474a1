import { openedCase, Scenario } from '../test-support/scenario.js';

const note = { note: 'seen' };

describe('the future', () => {
  it('holds no step, not even for a millisecond', () => {
    const scenario = openedCase();

    expect(scenario.refused('NoteAdded', { ...note, occurredAt: '2026-11-23T04:00:00.001Z' })).toEqual({
      code: 'in_the_future',
      details: {
        occurred: { earliest: '2026-11-23T04:00:00.001Z', latest: '2026-11-23T04:00:00.002Z' },
        now: '2026-11-23T04:00:00.000Z',
      },
    });
  });

  it('begins after now: what may have happened already can be recorded', () => {
    const scenario = openedCase();

    scenario.record('NoteAdded', { ...note, occurredAt: '2026-11-23T04:00:00.000Z' });
    scenario.record('NoteAdded', { ...note, occurredAt: '2026-11-23' });
    scenario.record('NoteAdded', { ...note, occurredAt: '2026' });
    expect(scenario.refused('NoteAdded', { ...note, occurredAt: '2026-11-24' }).code).toBe('in_the_future');
  });

  it('holds no opening, correction or retraction either', () => {
    const scenario = openedCase();
    const stepId = scenario.record('NoteAdded', note);
    const amendment = { stepId, why: 'wrong', occurredAt: '2027' };

    expect(new Scenario().refused('PostedOnline', { title: 'x', occurredAt: '2027' }).code).toBe('in_the_future');
    expect(scenario.refused('StepRetracted', amendment).code).toBe('in_the_future');
    expect(scenario.refused('StepCorrected', { ...amendment, content: { note: 'y' } }).code).toBe('in_the_future');
  });

  it('is told by what a step counts from, too', () => {
    const scenario = openedCase();
    const stepId = scenario.record('NoteAdded', { ...note, occurredAt: '2026-11-01' });
    const since = { stepId, atLeast: 'P30D' };

    expect(scenario.refused('NoteAdded', { ...note, occurredAt: '2026', since }).code).toBe('in_the_future');
  });
});

describe('the time before the opening', () => {
  it('holds no step that certainly happened in it', () => {
    const scenario = openedCase({ occurredAt: '2021-06-15' });

    expect(scenario.refused('NoteAdded', { ...note, occurredAt: '2021-06-14' })).toEqual({
      code: 'before_case_opened',
      details: {
        occurred: { earliest: '2021-06-13T16:00:00.000Z', latest: '2021-06-14T16:00:00.000Z' },
        opened: { earliest: '2021-06-14T16:00:00.000Z', latest: '2021-06-15T16:00:00.000Z' },
      },
    });
  });

  it('may overlap a step whose date is not that precise', () => {
    const scenario = openedCase({ occurredAt: '2021-06-15' });

    scenario.record('NoteAdded', { ...note, occurredAt: '2021-06' });
    scenario.record('NoteAdded', { ...note, occurredAt: '2021' });
    scenario.record('NoteAdded', { ...note, occurredAt: '2021-06-15' });
    expect(scenario.state.revision).toBe(3);
  });

  it('is measured in the time zone of the case', () => {
    const scenario = openedCase({ occurredAt: '2021-06-15T00:00Z', timeZone: 'America/New_York' });

    // The evening of the 14th in New York is the 15th in UTC.
    scenario.record('NoteAdded', { ...note, occurredAt: '2021-06-14' });
    expect(scenario.refused('NoteAdded', { ...note, occurredAt: '2021-06-13' }).code).toBe('before_case_opened');
  });
});

describe('the time after the closing', () => {
  function closedCase() {
    const scenario = openedCase();
    const closedBy = scenario.record('Closed', { occurredAt: '2022-01-10' });
    return Object.assign(scenario, { closedBy });
  }

  it('holds no step that certainly happened in it', () => {
    const scenario = closedCase();

    expect(scenario.refused('Withdrawn', { occurredAt: '2022-01-11' })).toEqual({
      code: 'case_closed',
      details: {
        closedBy: scenario.closedBy,
        closed: { earliest: '2022-01-09T16:00:00.000Z', latest: '2022-01-10T16:00:00.000Z' },
        occurred: { earliest: '2022-01-10T16:00:00.000Z', latest: '2022-01-11T16:00:00.000Z' },
      },
    });
    expect(scenario.refused('Withdrawn', {}).code).toBe('case_closed');
  });

  it('may begin before what was only noted down, without a date of its own', () => {
    const scenario = openedCase();
    scenario.record('Assigned', { assignee: 'Lin' });
    scenario.record('EvidenceAttached', { title: 'Contract', text: 'Party A' });
    scenario.record('NoteAdded', note);
    scenario.record('Closed', { occurredAt: '2022-01-10' });
  });

  it('may not begin before what happened in it, which the refusal names in words', () => {
    const scenario = openedCase();
    const stepId = scenario.record('Withdrawn', { occurredAt: '2022-01-11' });
    expect(() => scenario.record('Closed', { occurredAt: '2022-01-10' })).toThrow(
      `step ${stepId}, Withdrawn of 2022-01-11, would become impossible, since the step lies after the case was closed: `,
    );
  });

  it('lets through what may have happened before, recorded late', () => {
    const scenario = closedCase();

    scenario.record('Withdrawn', { occurredAt: '2022-01-10' });
    scenario.record('Withdrawn', { occurredAt: '2022' });
    scenario.record('Withdrawn', { occurredAt: '2021-12-31' });
    expect(scenario.state.revision).toBe(4);
  });

  it('lets notes, corrections and retractions through', () => {
    const scenario = closedCase();
    const stepId = scenario.record('NoteAdded', note);
    const correctionId = scenario.record('StepCorrected', { stepId, why: 'wrong', content: { note: 'other' } });
    scenario.record('StepRetracted', { stepId: correctionId, why: 'wrong' });

    expect(scenario.state.steps.get(stepId)?.retracted).toBeDefined();
  });

  it('ends with a reopening', () => {
    const scenario = closedCase();
    scenario.record('Reopened', { occurredAt: '2022-02-01' });

    scenario.record('Withdrawn', { occurredAt: '2022-03-01' });
    expect(scenario.state.revision).toBe(3);
  });
});

describe('since', () => {
  it('names a step of the case, by any of its versions', () => {
    const scenario = openedCase();
    const first = scenario.record('NoteAdded', { ...note, occurredAt: '2021-06' });
    const corrected = scenario.record('StepCorrected', { stepId: first, why: 'x', content: { note: 'other' } });

    scenario.record('NoteAdded', { ...note, occurredAt: '2021-07', since: { stepId: first } });
    scenario.record('NoteAdded', { ...note, occurredAt: '2021-07', since: { stepId: corrected } });
    scenario.record('NoteAdded', { ...note, occurredAt: '2021-07', since: { stepId: scenario.openingId } });
    const sinceStepId = scenario.newId();
    expect(scenario.refused('NoteAdded', { ...note, since: { stepId: sinceStepId } })).toEqual({
      code: 'unknown_since_step',
      details: { sinceStepId },
    });
  });

  it('does not name a step that was retracted', () => {
    const scenario = openedCase();
    const stepId = scenario.record('NoteAdded', note);
    scenario.record('StepRetracted', { stepId, why: 'wrong case' });

    expect(scenario.refused('NoteAdded', { ...note, since: { stepId } }).code).toBe('unknown_since_step');
  });

  it('cannot lead to a time that the date denies', () => {
    const scenario = openedCase();
    const stepId = scenario.record('NoteAdded', { ...note, occurredAt: '2021-07' });

    const early = { ...note, occurredAt: '2021-06', since: { stepId } };
    const late = { ...note, occurredAt: '2021-09', since: { stepId, atMost: 'P30D' } };
    const neither = { ...note, occurredAt: '2021', since: { stepId, atLeast: 'P2D', atMost: 'P1D' } };
    expect(scenario.refused('NoteAdded', early).code).toBe('contradictory_dates');
    expect(scenario.refused('NoteAdded', late).code).toBe('contradictory_dates');
    expect(scenario.refused('NoteAdded', neither).code).toBe('contradictory_dates');
  });

  it('cannot squeeze another step out of the case', () => {
    const scenario = openedCase({ occurredAt: '2021-06-15' });
    const stepId = scenario.record('NoteAdded', { ...note, occurredAt: '2021' });
    scenario.record('NoteAdded', { ...note, occurredAt: '2021', since: { stepId, atLeast: 'P1D' } });

    // It would push the first note back to before the opening.
    const squeezing = { ...note, occurredAt: '2021-06-15', since: { stepId, atLeast: 'P7D' } };
    expect(scenario.refused('NoteAdded', squeezing)).toEqual({
      code: 'would_contradict',
      details: { stepId, because: 'before_case_opened' },
    });
  });
});
