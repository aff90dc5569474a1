import { called, deflected, inFrame, opened } from '../test-case.js';
import { DEFLECTIONS } from './deflections.js';
import { countsIn, numbersIn } from './test-counts.js';

const LEVELS = { city: 'municipal', county: 'district', province: 'provincial' } as const;
const sent = inFrame(
  LEVELS,
  opened('2021-06-01'),
  called('1', 'city', '2021-06-02'),
  deflected('2', 'city', '2021-06-02', {
    reasons: ['low_odds', 'time_barred'],
    direction: 'down',
    deflectedTo: { unionId: 'county' },
  }),
  deflected('3', 'county', '2021-06-03', { reasons: [], deflectedTo: { agency: 'court' } }),
  deflected('4', 'county', '2021-06-04', { reasons: ['not_member'], direction: 'to_worker' }),
);

describe('deflections', () => {
  it('are counted once for each reason, and once for each published category', () => {
    expect(numbersIn(DEFLECTIONS, 'deflections', sent)).toBe(3);
    expect(numbersIn(DEFLECTIONS, 'byReason', sent)).toEqual({
      low_odds: 1,
      time_barred: 1,
      none_given: 1,
      not_member: 1,
    });
    // Low odds and a bar by time are both out of scope.
    expect(numbersIn(DEFLECTIONS, 'byCategory', sent)).toEqual({ out_of_scope: 1, none_given: 1, not_member: 1 });
  });

  it('tell which level sent the worker to whom, and where', () => {
    expect(numbersIn(DEFLECTIONS, 'byLevelAndTarget', sent)).toEqual({
      municipal: { district: 1 },
      district: { agency: 1, nobody: 1 },
    });
    expect(numbersIn(DEFLECTIONS, 'byDirection', sent)).toEqual({ down: 1, to_worker: 1, not_stated: 1 });
    expect(numbersIn(DEFLECTIONS, 'byLevelAndReason', sent)).toEqual({
      municipal: { low_odds: 1, time_barred: 1 },
      district: { none_given: 1, not_member: 1 },
    });
  });

  it('count a case once, however often it was deflected, and not at all where it was not', () => {
    const none = inFrame(LEVELS, opened('2021-06-01'), called('1', 'city', '2021-06-02'));
    expect(numbersIn(DEFLECTIONS, 'casesDeflected', sent, none)).toBe(1);
    expect(countsIn(DEFLECTIONS, none)).toEqual({});
  });

  it('by a union that the directory does not have are of an unknown level', () => {
    const stranger = inFrame({}, opened('2021-06-01'), deflected('1', 'x', '2021-06-02'));
    expect(numbersIn(DEFLECTIONS, 'byLevel', stranger)).toEqual({ unknown: 1 });
  });

  it('point at their step', () => {
    expect(DEFLECTIONS.factsOf(sent).find(({ figure }) => figure === 'reason.not_member')).toMatchObject({
      unionId: 'county',
      stepId: '4',
      detail: { level: 'district', reasons: ['not_member'], direction: 'to_worker', to: 'nobody' },
    });
  });
});
