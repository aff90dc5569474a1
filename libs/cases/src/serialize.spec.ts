import { UnknownSchema } from '#unions';
import { deserializeCase, serializeCase } from './serialize.js';
import { emptyCase } from './state.js';
import { openedCase } from './test-support/scenario.js';
import { timeline } from './timeline.js';

describe('a case as text', () => {
  function amendedCase() {
    const scenario = openedCase({ timeZone: 'Asia/Urumqi' });
    const stepId = scenario.record('NoteAdded', { note: 'x', occurredAt: '2021-07' });
    scenario.record('NoteAdded', { note: 'y', occurredAt: '2021-07', since: { stepId, atMost: 'P1D' } });
    scenario.record('StepCorrected', { stepId, why: 'w', content: { note: 'z', occurredAt: '2021-07-03' } });
    const retracted = scenario.record('Closed', { occurredAt: '2021-08' });
    scenario.record('StepRetracted', { stepId: retracted, why: 'w' });
    return scenario.state;
  }

  it('comes back as it was', () => {
    const state = amendedCase();
    const back = deserializeCase(serializeCase(state));

    expect(back).toEqual(state);
    expect(timeline(back)).toEqual(timeline(state));
    expect(serializeCase(back)).toBe(serializeCase(state));
  });

  it('comes back even when nothing happened yet', () => {
    const state = emptyCase('00000000-0000-7000-8000-00000000000a');
    expect(deserializeCase(serializeCase(state))).toEqual(state);
  });

  it('is brought to the current schemas', () => {
    const written = serializeCase(openedCase().state);
    const metadata = '"schemaVersion":1';
    expect(written).toContain(metadata);
    expect(() => deserializeCase(written.replace(metadata, '"schemaVersion":2'))).toThrow(UnknownSchema);
  });
});
