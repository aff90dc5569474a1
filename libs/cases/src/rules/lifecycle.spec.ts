import { closingOf, lifecycleOf } from '../lifecycle.js';
import { chronologyOf } from '../timeline.js';
import { openedCase } from '../test-support/scenario.js';

describe('closing and reopening', () => {
  it('take turns', () => {
    const scenario = openedCase();

    expect(scenario.refused('Reopened', { occurredAt: '2021-07' })).toEqual({ code: 'not_closed', details: {} });
    const closedBy = scenario.record('Closed', { occurredAt: '2021-08' });
    expect(closingOf(scenario.state)?.stepId).toBe(closedBy);
    expect(scenario.refused('Closed', { occurredAt: '2021-09' })).toEqual({
      code: 'already_closed',
      details: { closedBy },
    });
    scenario.record('Reopened', { occurredAt: '2021-10' });
    expect(closingOf(scenario.state)).toBeUndefined();
    expect(scenario.refused('Reopened', { occurredAt: '2021-11' }).code).toBe('not_closed');
  });

  it('stand in the order of recording when their dates leave it open', () => {
    const scenario = openedCase();
    scenario.record('Closed', { occurredAt: '2021-08-10T17:00+08:00' });
    scenario.record('Reopened', { occurredAt: '2021-08-10' });

    expect(closingOf(scenario.state)).toBeUndefined();
    scenario.record('Closed', { occurredAt: '2021-08' });
    expect(closingOf(scenario.state)).toBeDefined();
  });

  it('can be recorded late, in pairs', () => {
    const scenario = openedCase();
    const last = scenario.record('Closed', { occurredAt: '2022' });
    scenario.record('Closed', { occurredAt: '2021-08' });
    scenario.record('Reopened', { occurredAt: '2021-09' });

    expect(closingOf(scenario.state)?.stepId).toBe(last);
  });

  it('does nothing as a reopening whose closing was retracted', () => {
    const scenario = openedCase();
    const stepId = scenario.record('Closed', { occurredAt: '2021-08' });
    scenario.record('Reopened', { occurredAt: '2021-09' });
    scenario.record('StepRetracted', { stepId, why: 'another case' });

    expect(lifecycleOf(scenario.state, chronologyOf(scenario.state))).toEqual([]);
    scenario.record('Closed', { occurredAt: '2021-10' });
    expect(closingOf(scenario.state)).toBeDefined();
  });

  it('do not count once retracted', () => {
    const scenario = openedCase();
    const stepId = scenario.record('Closed', { occurredAt: '2021-08' });
    scenario.record('StepRetracted', { stepId, why: 'another case' });

    expect(closingOf(scenario.state)).toBeUndefined();
    scenario.record('Withdrawn', { occurredAt: '2021-09' });
  });

  it('cannot close a case before something that happened in it', () => {
    const scenario = openedCase();
    const stepId = scenario.record('Withdrawn', { occurredAt: '2021-09' });

    expect(scenario.refused('Closed', { occurredAt: '2021-08' })).toEqual({
      code: 'would_contradict',
      details: { stepId, because: 'case_closed' },
    });
  });
});
