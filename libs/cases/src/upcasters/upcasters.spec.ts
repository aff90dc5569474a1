import { UnknownSchema } from '#unions';
import { foldCase } from '../evolve.js';
import { caseSchemaVersion, upcast, type StoredCaseEvent } from '../schemas.js';

const unionId = '00000000-0000-7000-8000-00000000000a';

/** Events as a program stored them that knew one reason a deflection. */
const STORED: StoredCaseEvent[] = [
  stored(0, 'PostedOnline', 1, { title: 'Unpaid', occurredAt: '2021-06' }),
  stored(1, 'Deflected', 1, { unionId, reason: 'not_member', occurredAt: '2021-06-10' }),
  stored(2, 'Deflected', 2, { unionId, reasons: ['low_odds', 'time_barred'], occurredAt: '2021-06-11' }),
  stored(3, 'StepCorrected', 1, {
    stepId: 'event-1',
    type: 'Deflected',
    why: 'misheard',
    content: { unionId, reason: 'jurisdiction', occurredAt: '2021-06-10' },
    occurredAt: '2021-07',
  }),
  stored(4, 'StepCorrected', 1, {
    stepId: 'event-0',
    type: 'PostedOnline',
    why: 'misspelt',
    content: { title: 'Unpaid wages', occurredAt: '2021-06' },
    occurredAt: '2021-07',
  }),
];

function stored(revision: number, type: string, schemaVersion: number, data: object): StoredCaseEvent {
  const metadata = { schemaVersion, recordedAt: '2021-07-01T00:00:00.000Z', recordedBy: 'local', correlationId: 'c' };
  return { id: `event-${revision}`, type, data, metadata, revision, position: String(revision) };
}

describe('upcasting', () => {
  it('brings a deflection with one reason to the schema with several', () => {
    expect(upcast(STORED[1]!)).toEqual({
      id: 'event-1',
      type: 'Deflected',
      data: { unionId, reasons: ['not_member'], occurredAt: '2021-06-10' },
      revision: 1,
      position: '1',
      recordedAt: '2021-07-01T00:00:00.000Z',
      recordedBy: 'local',
      correlationId: 'c',
    });
  });

  it('leaves what is current as it is', () => {
    expect(caseSchemaVersion('Deflected')).toBe(2);
    expect(upcast(STORED[0]!).data).toBe(STORED[0]!.data);
    expect(upcast(STORED[2]!).data).toBe(STORED[2]!.data);
  });

  it('reaches the content that a correction carries', () => {
    const state = foldCase('case', STORED.map(upcast));

    const step = state.steps.get('event-1')!;
    expect(step.content).toMatchObject({ reasons: ['jurisdiction'] });
    expect(step.corrections[0]?.previous).toMatchObject({ reasons: ['not_member'] });
    expect(state.steps.get('event-0')?.content).toMatchObject({ title: 'Unpaid wages' });
  });

  it.each([
    ['Deflected', 3],
    ['Deflected', 0],
    ['Deflected', 1.5],
    ['PostedOnline', 2],
    ['SentToMars', 1],
    ['toString', 1],
  ])('refuses %s of version %d, which it cannot know', (type, version) => {
    const act = () => upcast(stored(0, type, version, {}));
    expect(act).toThrow(UnknownSchema);
    expect(act).toThrow(expect.objectContaining({ type, schemaVersion: version }));
  });
});
