import { UnknownCalendarYear } from '#time';
import { engagementsOf } from '../engagement.js';
import { historyOf } from '../history-of.js';
import { called, deflected, intervened, opened, toldCase, type Told } from '../test-case.js';
import { observationOf, type ObservedHow } from './observation.js';

const HOW: ObservedHow = { asOf: Date.parse('2021-12-31T00:00Z'), days: 'calendar', timeZone: 'Asia/Shanghai' };

const observed = (steps: readonly Told[], how: Partial<ObservedHow> = {}) => {
  const [engagement] = engagementsOf(historyOf(toldCase(opened('2021-01-01'), ...steps)), () => null);
  return observationOf(engagement!.clocks.first_reply!, { ...HOW, ...how });
};

describe('what is counted of a clock', () => {
  it('is how it ended, and after how many days of the calendar asked for', () => {
    const steps = [called('1', 'a', '2021-06-11'), deflected('2', 'a', '2021-06-15')];
    expect(observed(steps)).toMatchObject({ end: 'event', name: 'deflected', length: { low: 4, high: 4 } });
    // 12 and 13 June were a weekend, the 14th the Dragon Boat Festival.
    expect(observed(steps, { days: 'working' })).toMatchObject({ length: { low: 1, high: 1 } });
  });

  it('is silence until the instant asked about', () => {
    const asOf = Date.parse('2021-06-20T00:00Z');
    expect(observed([called('1', 'a', '2021-06-10')], { asOf })).toMatchObject({
      end: 'censored',
      name: null,
      length: { low: 10, high: 10 },
    });
  });

  it('is its quarantine where it would have run backwards', () => {
    expect(observed([intervened('1', 'a', '2021-02-01'), called('2', 'a', '2021-06-10')])).toEqual({
      end: 'quarantined',
      name: 'event_before_start',
    });
  });

  it('is refused in working days of a year that the calendar does not have', () => {
    const asOf = Date.parse('2099-01-01T00:00Z');
    expect(() => observed([called('1', 'a', '2021-06-10')], { asOf, days: 'working' })).toThrow(UnknownCalendarYear);
  });
});

describe('a clock that had begun before it was observed', () => {
  const begin = Date.parse('2021-06-01T00:00+08:00');

  it('enters late, after the days it had run', () => {
    const steps = [called('1', 'a', '2021-05-22'), deflected('2', 'a', '2021-06-05')];
    expect(observed(steps, { begin })).toMatchObject({ length: { low: 14, high: 14 }, entry: { low: 9, high: 9 } });
  });

  it('is at risk on the first day observed', () => {
    const steps = [called('1', 'a', '2021-05-22'), deflected('2', 'a', '2021-06-01')];
    expect(observed(steps, { begin })).toMatchObject({ length: { low: 10, high: 10 }, entry: { low: 9, high: 9 } });
  });

  it('is watched from its start where that may lie in the period', () => {
    const steps = [
      called('1', 'a', '2021'),
      deflected('2', 'a', '2021-06-01', { since: { stepId: '1', atMost: 'P1D' } }),
    ];
    expect(observed(steps, { begin })).toMatchObject({ entry: { low: null } });
  });
});
