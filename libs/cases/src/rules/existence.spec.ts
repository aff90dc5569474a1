import { openedCase, Scenario } from '../test-support/scenario.js';

describe('existence of a case', () => {
  it('starts with its opening, of either kind', () => {
    const posted = openedCase();
    const received = new Scenario();
    const openingId = received.record('CaseReceived', { title: 'Unpaid', channel: 'hotline' });

    expect(posted.state).toMatchObject({ revision: 0, openingId: posted.openingId });
    expect(received.state).toMatchObject({ revision: 0, openingId });
  });

  it('is needed for every other step', () => {
    const scenario = new Scenario();
    const { caseId } = scenario.state;

    expect(scenario.refused('NoteAdded', { note: 'too soon' })).toEqual({
      code: 'case_not_found',
      details: { caseId },
    });
    expect(scenario.refused('StepRetracted', { stepId: scenario.newId(), why: 'x' }).code).toBe('case_not_found');
  });

  it('comes only once', () => {
    const scenario = openedCase();
    const { caseId } = scenario.state;

    expect(scenario.refused('PostedOnline', { title: 'Again' })).toEqual({ code: 'case_exists', details: { caseId } });
    expect(scenario.refused('CaseReceived', { title: 'Again' }).code).toBe('case_exists');
  });
});
