import { accountabilityOf } from './accountability.js';
import { historyOf } from './history-of.js';
import { called, intervened, opened, toldCase, type Told } from './test-case.js';

const account = (...steps: Told[]) => accountabilityOf(historyOf(toldCase(opened('2021-06-01'), ...steps)));

describe('accountability of a case', () => {
  it('is unknown where no union was called', () => {
    expect(account()).toEqual({ aware: 'unknown', involved: 'unknown', involvedAfterCall: false, unionsCalled: false });
  });

  it('is unknown, not "no", where nobody was reached', () => {
    expect(account(called('1', 'a', '2021-06-02', { outcome: 'no_answer' }))).toMatchObject({ involved: 'unknown' });
  });

  it('is "no" where a union was spoken to and none acted', () => {
    expect(account(called('1', 'a', '2021-06-02', { aware: 'no' }))).toMatchObject({ aware: 'no', involved: 'no' });
  });

  it('takes one union that knew for the whole case', () => {
    const calls = [called('1', 'a', '2021-06-02', { aware: 'no' }), called('2', 'b', '2021-06-02', { aware: 'yes' })];
    expect(account(...calls)).toMatchObject({ aware: 'yes' });
  });

  it('looks at the dates of what is said to have been prompted, and of what was not', () => {
    const before = intervened('1', 'a', '2021-06-01', { prompted: 'by_escalation' });
    const call = called('2', 'a', '2021-07-01', { aware: 'no' });
    expect(account(before, call)).toMatchObject({ involved: 'yes', involvedAfterCall: false });
    const after = intervened('3', 'a', '2021-08-01', { prompted: 'unprompted' });
    expect(account(call, after)).toMatchObject({ aware: 'no', involved: 'yes' });
  });

  it('tells acting after a call from acting unprompted', () => {
    const call = called('1', 'a', '2021-06-02');
    expect(account(call, intervened('2', 'a', '2021-06-03'))).toMatchObject({
      involved: 'yes',
      involvedAfterCall: true,
    });
    const before = intervened('0', 'a', '2021-06-01', { prompted: 'unprompted' });
    expect(account(before, call)).toMatchObject({ aware: 'yes', involved: 'yes', involvedAfterCall: false });
  });

  it('is not undone by a union that acts again later, unprompted', () => {
    const call = called('1', 'a', '2021-06-02');
    const [first, again] = [
      intervened('2', 'a', '2021-06-03'),
      intervened('3', 'a', '2021-07-03', { prompted: 'unprompted' }),
    ];
    expect(account(call, first, again)).toMatchObject({ aware: 'unknown', involvedAfterCall: true });
    expect(account(call, again)).toMatchObject({ involvedAfterCall: true });
    const vague = intervened('3', 'a', '2021-06', { prompted: 'unprompted' });
    expect(account(call, first, vague)).toMatchObject({ aware: 'yes', involvedAfterCall: false });
  });

  it('believes a union that says it did not know, unless one certainly acted before', () => {
    const call = called('1', 'a', '2021-06', { aware: 'no' });
    expect(account(call, intervened('2', 'b', '2021-06', { prompted: 'unprompted' }))).toMatchObject({ aware: 'no' });
    const later = called('1', 'a', '2021-07', { aware: 'no' });
    expect(account(later, intervened('2', 'b', '2021-06', { prompted: 'unprompted' }))).toMatchObject({ aware: 'yes' });
  });

  it('takes the first call to be the first of all, whichever that was', () => {
    const calls = [called('1', 'a', '2021-06/2021-08'), called('2', 'b', '2021-07-01', { outcome: 'no_answer' })];
    expect(account(...calls, intervened('3', 'a', '2021-07-02', { prompted: 'unprompted' }))).toMatchObject({
      aware: 'unknown',
      involvedAfterCall: true,
    });
  });
});
