import { closingOf } from '../lifecycle.js';
import { currentVersionOf } from '../state.js';
import { openedCase } from '../test-support/scenario.js';

const why = 'misheard';

function caseWithCall() {
  const scenario = openedCase();
  const unionId = scenario.union();
  const content = { unionId, outcome: 'reached', occurredAt: '2021-07' };
  const stepId = scenario.record('UnionCalled', content);
  return Object.assign(scenario, { unionId, content, stepId });
}

function nestedOften(times: number): object {
  let content = {};
  for (let depth = 0; depth < times; depth++) content = { content };
  return content;
}

const credits = (count: number) => Array.from({ length: count }, () => ({ body: 'court' }));

describe('a correction', () => {
  it('replaces the whole content and keeps what stood before', () => {
    const scenario = caseWithCall();
    const { unionId, stepId } = scenario;
    const before = scenario.state.steps.get(stepId)!;
    const content = { unionId, outcome: 'no_answer', occurredAt: '2021-07-03', department: 'legal' };
    const correctionId = scenario.record('StepCorrected', { stepId, why, content });

    const step = scenario.state.steps.get(stepId)!;
    expect(step.content).toEqual({ ...content, caller: 'organisation', channel: 'phone', aware: 'unknown' });
    expect(step.interval.earliest).toBe(Date.parse('2021-07-03T00:00+08:00'));
    expect(step.corrections).toEqual([
      { stepId: correctionId, why, recordedAt: step.recordedAt, recordedBy: 'local', previous: before.content },
    ]);
    expect(step).toMatchObject({ stepId, revision: before.revision, position: before.position });
    expect(currentVersionOf(step)).toBe(correctionId);
  });

  it('keeps the date when it gives none, but drops whatever else it leaves out', () => {
    const scenario = caseWithCall();
    const { unionId, stepId } = scenario;
    const second = scenario.record('StepCorrected', {
      stepId,
      why,
      content: { unionId, outcome: 'hung_up', note: 'n' },
    });
    scenario.record('StepCorrected', { stepId: second, why, content: { unionId, outcome: 'transferred' } });

    const { content } = scenario.state.steps.get(stepId)!;
    expect(content).toMatchObject({ outcome: 'transferred', occurredAt: '2021-07' });
    expect(content).not.toHaveProperty('note');
  });

  it('tells the type of the step it corrects', () => {
    const scenario = caseWithCall();
    const { unionId, stepId } = scenario;
    scenario.record('StepCorrected', { stepId, why, content: { unionId, outcome: 'hung_up' } });

    expect(scenario.events.at(-1)?.data).toMatchObject({
      stepId,
      type: 'UnionCalled',
      content: { outcome: 'hung_up' },
    });
  });

  it('may name another union', () => {
    const scenario = caseWithCall();
    const { content, stepId } = scenario;
    const other = scenario.union();
    scenario.record('StepCorrected', { stepId, why, content: { ...content, unionId: other } });

    expect(scenario.state.steps.get(stepId)?.content).toMatchObject({ unionId: other });
    const unknown = { ...content, unionId: scenario.newId() };
    const again = { stepId: currentVersionOf(scenario.state.steps.get(stepId)!), why, content: unknown };
    expect(scenario.refused('StepCorrected', again).code).toBe('unknown_union');
  });

  it('must fit the type of the step', () => {
    const scenario = caseWithCall();
    const { stepId } = scenario;
    const content = { outcome: 'answered', reasons: [], occurredAt: '2021-02-30' };

    const errors = scenario.invalid('StepCorrected', { stepId, why, content });
    expect(errors.map(({ field }) => field).sort()).toEqual([
      'content.occurredAt',
      'content.outcome',
      'content.reasons',
      'content.unionId',
    ]);
    expect(errors.find(({ field }) => field === 'content.outcome')?.known).toContain('reached');
  });

  it.each([
    ['nested beyond what any step says', () => nestedOften(20_000), 'content'],
    ['a list of credits that holds none', () => ({ outcome: 'none', creditedTo: [null] }), 'content.creditedTo[0]'],
    ['more credits than there can be', () => ({ outcome: 'none', creditedTo: credits(101) }), 'content.creditedTo'],
  ])('is refused as invalid for %s', (_what, contentOf, field) => {
    const scenario = openedCase();
    const stepId = scenario.record('Resolved', { outcome: 'promised', occurredAt: '2021-07' });

    const errors = scenario.invalid('StepCorrected', { stepId, why, content: contentOf() });
    expect(errors.map((error) => error.field)).toContain(field);
  });

  it.each([
    ['before the opening', '2021-05', 'before_case_opened'],
    ['into the future', '2027', 'in_the_future'],
    ['after the closing', '2022-02', 'case_closed'],
  ])('cannot move its step %s', (_where, occurredAt, code) => {
    const scenario = caseWithCall();
    const { content, stepId } = scenario;
    scenario.record('Closed', { occurredAt: '2022-01' });

    const moved = { stepId, why, content: { ...content, occurredAt } };
    expect(scenario.refused('StepCorrected', moved).code).toBe(code);
  });

  it('cannot move its step onto a union that had closed, nor to after it had', () => {
    const scenario = caseWithCall();
    const { content, stepId } = scenario;
    const closed = scenario.union({ earliest: Date.parse('2021-06-01'), latest: Date.parse('2021-06-02') });
    const other = { ...content, unionId: closed };

    expect(scenario.refused('StepCorrected', { stepId, why, content: other }).code).toBe('union_closed');
    scenario.record('StepCorrected', { stepId, why, content: { ...other, occurredAt: '2021-06-01' } });
    const current = currentVersionOf(scenario.state.steps.get(stepId)!);
    const later = { ...other, occurredAt: '2021-06-03' };
    expect(scenario.refused('StepCorrected', { stepId: current, why, content: later }).code).toBe('union_closed');
  });

  it('must change something', () => {
    const scenario = caseWithCall();
    const { content, stepId } = scenario;

    const refusal = { code: 'correction_changes_nothing', details: { stepId } };
    expect(scenario.refused('StepCorrected', { stepId, why, content })).toEqual(refusal);
    const spelledOut = { caller: 'organisation', ...content };
    expect(scenario.refused('StepCorrected', { stepId, why, content: spelledOut })).toEqual(refusal);
  });

  it('names a step of this case', () => {
    const scenario = caseWithCall();
    const stepId = scenario.newId();

    const correction = { stepId, why, content: scenario.content };
    expect(scenario.refused('StepCorrected', correction)).toEqual({ code: 'step_not_found', details: { stepId } });
    expect(scenario.refused('StepRetracted', { stepId, why })).toEqual({ code: 'step_not_found', details: { stepId } });
  });

  it('names the latest version', () => {
    const scenario = caseWithCall();
    const { content, stepId } = scenario;
    const currentStepId = scenario.record('StepCorrected', {
      stepId,
      why,
      content: { ...content, outcome: 'hung_up' },
    });

    const superseded = { code: 'step_already_corrected', details: { stepId, currentStepId } };
    expect(scenario.refused('StepCorrected', { stepId, why, content })).toEqual(superseded);
    expect(scenario.refused('StepRetracted', { stepId, why })).toEqual(superseded);
    scenario.record('StepCorrected', { stepId: currentStepId, why, content });
    expect(scenario.state.steps.get(stepId)?.corrections).toHaveLength(2);
  });

  it('may correct the opening, and moves every date with its time zone', () => {
    const scenario = openedCase({ occurredAt: '2021-06-01' });
    const stepId = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-06-02' });
    const retracted = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-06-03' });
    scenario.record('StepRetracted', { stepId: retracted, why });
    const content = { title: 'Unpaid', timeZone: 'Europe/Paris' };
    scenario.record('StepCorrected', { stepId: scenario.openingId, why, content });

    const earliest = (id: string) => scenario.state.steps.get(id)?.interval.earliest;
    expect(scenario.state.timeZone).toBe('Europe/Paris');
    expect(earliest(scenario.openingId)).toBe(Date.parse('2021-06-01T00:00+02:00'));
    expect(earliest(stepId)).toBe(Date.parse('2021-06-02T00:00+02:00'));
    expect(earliest(retracted)).toBe(Date.parse('2021-06-03T00:00+02:00'));
  });

  it('cannot move the case to a time zone that lacks the day of a step', () => {
    const scenario = openedCase({ occurredAt: '2011-12' });
    scenario.record('NoteAdded', { note: 'x', occurredAt: '2011-12-30' });

    // Samoa went from the 29th to the 31st.
    const content = { title: 'Unpaid', timeZone: 'Pacific/Apia' };
    expect(scenario.invalid('StepCorrected', { stepId: scenario.openingId, why, content })).toEqual([
      { field: 'content.timeZone', message: 'there was no such day in Pacific/Apia' },
    ]);
  });
});

describe('a retraction', () => {
  it('takes a step back for good', () => {
    const scenario = caseWithCall();
    const { content, stepId } = scenario;
    const retractedBy = scenario.record('StepRetracted', { stepId, why });

    const step = scenario.state.steps.get(stepId)!;
    expect(step.retracted).toEqual({ stepId: retractedBy, why, recordedAt: step.recordedAt, recordedBy: 'local' });
    const refusal = { code: 'step_retracted', details: { stepId, retractedBy } };
    expect(scenario.refused('StepCorrected', { stepId, why, content })).toEqual(refusal);
    expect(scenario.refused('StepRetracted', { stepId, why })).toEqual(refusal);
    expect(scenario.refused('StepRetracted', { stepId: retractedBy, why }).code).toBe('step_retracted');
  });

  it('cannot take back the opening', () => {
    const scenario = openedCase();

    expect(scenario.refused('StepRetracted', { stepId: scenario.openingId, why })).toEqual({
      code: 'cannot_retract_opening',
      details: { stepId: scenario.openingId },
    });
  });
});

describe('what an amendment leaves of the other steps', () => {
  it('must not lie before the opening', () => {
    const scenario = openedCase({ occurredAt: '2021-06-15' });
    const stepId = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-06-15' });
    const opened = (occurredAt: string) => ({
      stepId: scenario.openingId,
      why,
      content: { title: 'Unpaid', occurredAt },
    });

    expect(scenario.refused('StepCorrected', opened('2021-06-16'))).toEqual({
      code: 'would_contradict',
      details: { stepId, because: 'before_case_opened' },
    });
    scenario.record('StepCorrected', opened('2021-06'));
  });

  it('must not lie after the closing', () => {
    const scenario = openedCase();
    const closing = scenario.record('Closed', { occurredAt: '2021-08' });
    const reopening = scenario.record('Reopened', { occurredAt: '2021-09' });
    const stepId = scenario.record('Withdrawn', { occurredAt: '2021-10' });

    const refusal = { code: 'would_contradict', details: { stepId, because: 'case_closed' } };
    expect(scenario.refused('StepRetracted', { stepId: reopening, why })).toEqual(refusal);
    scenario.record('StepRetracted', { stepId: closing, why });
    scenario.record('StepRetracted', { stepId: reopening, why });
  });

  it('must not be a reopening of what is not closed', () => {
    const scenario = openedCase();
    const closing = scenario.record('Closed', { occurredAt: '2021-08' });
    const stepId = scenario.record('Reopened', { occurredAt: '2021-09' });

    const later = { stepId: closing, why, content: { occurredAt: '2021-10' } };
    expect(scenario.refused('StepCorrected', later)).toEqual({
      code: 'would_contradict',
      details: { stepId, because: 'not_closed' },
    });
    const earlier = { stepId, why, content: { occurredAt: '2021-07' } };
    expect(scenario.refused('StepCorrected', earlier).code).toBe('not_closed');
    scenario.record('StepCorrected', { ...later, content: { occurredAt: '2021-08-20' } });
    scenario.record('StepCorrected', { ...earlier, content: { occurredAt: '2021-09-10' } });
  });

  it('must not be a second closing', () => {
    const scenario = openedCase();
    const first = scenario.record('Closed', { occurredAt: '2021-08' });
    const reopening = scenario.record('Reopened', { occurredAt: '2021-09' });
    const stepId = scenario.record('Closed', { occurredAt: '2021-12' });

    const refusal = { code: 'would_contradict', details: { stepId, because: 'already_closed' } };
    expect(scenario.refused('StepRetracted', { stepId: reopening, why })).toEqual(refusal);
    const later = { stepId: first, why, content: { occurredAt: '2021-10' } };
    expect(scenario.refused('StepCorrected', later).code).toBe('would_contradict');
    const early = { stepId, why, content: { occurredAt: '2021-08-31/2021-09-01' } };
    scenario.record('StepCorrected', early);
    const tooEarly = {
      stepId: currentVersionOf(scenario.state.steps.get(stepId)!),
      why,
      content: { occurredAt: '2021-07' },
    };
    expect(scenario.refused('StepCorrected', tooEarly).code).toBe('would_contradict');
  });

  it('can be none of a closing and its reopening, whether or not steps follow', () => {
    const scenario = openedCase();
    const closeAndReopen = () => [
      scenario.record('Closed', { occurredAt: '2021-08' }),
      scenario.record('Reopened', { occurredAt: '2021-09' }),
    ];
    for (const stepId of closeAndReopen().reverse()) scenario.record('StepRetracted', { stepId, why });
    const [closing, reopening] = closeAndReopen();
    scenario.record('Withdrawn', { occurredAt: '2021-10' });

    const undo = (stepId: string) => scenario.record('StepRetracted', { stepId, why });
    expect(() => undo(reopening!)).toThrow(/retract the closing first/);
    undo(closing!);
    expect(closingOf(scenario.state)).toBeUndefined();
    undo(reopening!);
    scenario.record('Closed', { occurredAt: '2021-11' });
  });

  it('must not count from a step that is gone', () => {
    const scenario = openedCase();
    const first = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-07' });
    const stepId = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-07', since: { stepId: first } });

    expect(scenario.refused('StepRetracted', { stepId: first, why })).toEqual({
      code: 'would_contradict',
      details: { stepId, because: 'unknown_since_step' },
    });
    scenario.record('StepCorrected', { stepId, why, content: { note: 'x' } });
    scenario.record('StepRetracted', { stepId: first, why });
  });

  it('must agree with how long they came after one another', () => {
    const scenario = openedCase();
    const first = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-07' });
    const since = { stepId: first, atMost: 'P1D' };
    const stepId = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-07', since });

    const moved = { note: 'x', occurredAt: '2021-09' };
    expect(scenario.refused('StepCorrected', { stepId: first, why, content: moved })).toEqual({
      code: 'would_contradict',
      details: { stepId, because: 'contradictory_dates' },
    });
    expect(scenario.refused('StepCorrected', { stepId, why, content: { ...moved, since } })).toEqual({
      code: 'contradictory_dates',
      details: { stepId },
    });
  });

  it('must not count from one another in a circle', () => {
    const scenario = openedCase();
    const first = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-07' });
    const second = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-07', since: { stepId: first } });

    const circle = (since: string) => ({ stepId: first, why, content: { note: 'x', since: { stepId: since } } });
    expect(scenario.refused('StepCorrected', circle(second)).code).toMatch(/contradict/);
    expect(scenario.refused('StepCorrected', circle(first)).code).toBe('contradictory_dates');
  });

  it('does not matter where it was impossible before', () => {
    const scenario = openedCase();
    // Recorded by a machine whose clock was ahead.
    scenario.now += 60_000;
    scenario.record('NoteAdded', { note: 'x' });
    scenario.now -= 60_000;

    scenario.record('NoteAdded', { note: 'y' });
    expect(scenario.state.revision).toBe(2);
  });
});
