import fc from 'fast-check';
import { closingOf, foldCase, type CaseEventType } from '#cases';
import { caseView } from './case-view.js';

type Told = readonly [type: CaseEventType, occurredAt: string];

function caseOf(...steps: Told[]) {
  const content = { title: 'A case', disputes: [], employers: [], outcome: 'promised', creditedTo: [] };
  const told: Told[] = [['PostedOnline', '2021-01-01'], ...steps];
  return foldCase(
    'case',
    told.map(([type, occurredAt], revision) => ({
      ...{ id: `step ${revision}`, type, data: { ...content, occurredAt }, revision, position: String(revision) },
      ...{ recordedAt: '2026-01-01T00:00:00.000Z', recordedBy: 'tester' },
    })),
  );
}

const standing = (...steps: Told[]) => {
  const { status, outcome } = caseView(caseOf(...steps));
  return [status, outcome];
};

describe('the status of a case', () => {
  it('is closed exactly while it takes no more steps', () => {
    const turn = fc.tuple(
      fc.constantFrom<CaseEventType>('Closed', 'Reopened', 'Resolved'),
      fc.constantFrom('2021', '2021-02', '2021-02-03', '2021-02-03T10:00+08:00', '2021-03', '2021-03-01'),
    );
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 6 }), (turns) => {
        const state = caseOf(...turns);
        expect(caseView(state).status === 'closed').toBe(closingOf(state) !== undefined);
      }),
    );
  });

  it('is open once a case was closed and reopened on one day', () => {
    expect(standing(['Closed', '2021-08-10T17:00+08:00'], ['Reopened', '2021-08-10'])).toEqual(['open', null]);
  });

  it('is open again after a reopening, and keeps the outcome that there was', () => {
    const told: Told[] = [
      ['Resolved', '2021-02'],
      ['Closed', '2021-03'],
    ];
    expect(standing(...told)).toEqual(['closed', 'promised']);
    expect(standing(...told, ['Reopened', '2021-04'])).toEqual(['open', 'promised']);
    expect(standing(...told, ['Reopened', '2021-04'], ['Withdrawn', '2021-05'])).toEqual(['withdrawn', 'promised']);
  });
});
