import type { CaseEventType } from '../event-types.js';
import { openedCase } from '../test-support/scenario.js';

const closed = { earliest: Date.parse('2021-08-01T00:00Z'), latest: Date.parse('2021-09-01T00:00Z') };
const call = { outcome: 'reached', occurredAt: '2021-07' };

describe('unions in a step', () => {
  it('must be registered, wherever they are named', () => {
    const scenario = openedCase();
    const known = scenario.union();
    const unknown = scenario.newId();
    const refusal = { code: 'unknown_union', details: { unionId: unknown } };

    expect(scenario.refused('UnionCalled', { ...call, unionId: unknown })).toEqual(refusal);
    const deflectedTo = { unionId: unknown };
    expect(scenario.refused('Deflected', { unionId: known, reasons: [], deflectedTo })).toEqual(refusal);
    const creditedTo = [{ unionId: known }, { unionId: unknown }, { body: 'court' }];
    expect(scenario.refused('Resolved', { outcome: 'promised', creditedTo })).toEqual(refusal);
  });

  it('must not have closed before', () => {
    const scenario = openedCase();
    const unionId = scenario.union(closed);

    expect(scenario.refused('UnionCalled', { ...call, unionId, occurredAt: '2021-09-02' })).toEqual({
      code: 'union_closed',
      details: { unionId, closed: { earliest: '2021-08-01T00:00:00.000Z', latest: '2021-09-01T00:00:00.000Z' } },
    });
  });

  it.each<[CaseEventType, object]>([
    ['UnionCalled', { outcome: 'reached' }],
    ['UnionResponded', { kind: 'meeting' }],
    ['Deflected', { reasons: [] }],
    ['Intervened', { kinds: ['mediated'], prompted: 'by_call' }],
  ])('must be known and open for %s', (type, content) => {
    const scenario = openedCase();
    const step = (unionId: string) => ({ ...content, unionId, occurredAt: '2021-09-02' });

    expect(scenario.refused(type, step(scenario.newId())).code).toBe('unknown_union');
    expect(scenario.refused(type, step(scenario.union(closed))).code).toBe('union_closed');
    scenario.record(type, step(scenario.union()));
  });

  it('may have acted until they closed, and be named afterwards', () => {
    const scenario = openedCase();
    const unionId = scenario.union(closed);
    const other = scenario.union();

    scenario.record('UnionCalled', { ...call, unionId, occurredAt: '2021-07' });
    scenario.record('UnionCalled', { ...call, unionId, occurredAt: '2021-08-31' });
    scenario.record('UnionCalled', { ...call, unionId, occurredAt: '2021' });
    scenario.record('Deflected', { unionId: other, reasons: [], deflectedTo: { unionId }, occurredAt: '2022' });
    scenario.record('Resolved', { outcome: 'promised', creditedTo: [{ unionId }], occurredAt: '2022' });
    expect(scenario.state.revision).toBe(5);
  });

  it('cannot send a worker to themselves', () => {
    const scenario = openedCase();
    const unionId = scenario.union();

    expect(scenario.refused('Deflected', { unionId, reasons: [], deflectedTo: { unionId } })).toEqual({
      code: 'deflected_to_itself',
      details: { unionId },
    });
  });

  it('may have departments that the directory does not know', () => {
    const scenario = openedCase();
    scenario.record('UnionCalled', { ...call, unionId: scenario.union(), department: 'the lady on the third floor' });

    expect(scenario.state.revision).toBe(1);
  });
});

describe('a duplicate', () => {
  it('is one of another case', () => {
    const scenario = openedCase();
    const { caseId } = scenario.state;

    scenario.record('LinkedAsDuplicate', { duplicateOf: scenario.newId() });
    expect(scenario.refused('LinkedAsDuplicate', { duplicateOf: caseId })).toEqual({
      code: 'duplicate_of_itself',
      details: { caseId },
    });
  });
});
