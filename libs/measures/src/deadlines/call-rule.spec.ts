import { parseEdtf } from '#time';
import { historyOf } from '../history-of.js';
import { called, deflected, intervened, opened, resolved, responded, toldCase, type Told } from '../test-case.js';
import { handledCallsOf } from './call-rule.js';

function handledAt(date: string, ...steps: Told[]) {
  const asOf = parseEdtf(date, 'Asia/Shanghai').latest - 1;
  return handledCallsOf(historyOf(toldCase(opened('2003-06-01'), ...steps), asOf), asOf);
}
const only = (...steps: Told[]) => handledAt('2021-12-31', ...steps)[0]!;

describe('a call that is to be handled within one working day', () => {
  it('is answered late on the second working day after', () => {
    expect(only(called('c', 'a', '2021-06-15'), deflected('d', 'a', '2021-06-18'))).toEqual({
      unionId: 'a',
      called: parseEdtf('2021-06-15', 'Asia/Shanghai'),
      reached: true,
      standing: 'answered_late',
      deadline: expect.objectContaining({ daysOver: { low: 2, high: 2 }, stepId: 'd' }),
      text: '2021-06-15 + 1 working day = 2021-06-16; answered 2021-06-18: 2 days late',
    });
  });

  it.each([
    ['on a Friday is in time on Monday', '2021-06-18', '2021-06-21', 'answered_in_time'],
    ['on a Saturday is in time on Monday', '2021-06-19', '2021-06-21', 'answered_in_time'],
    ['before Spring Festival is in time on a Sunday made up for', '2024-02-09', '2024-02-18', 'answered_in_time'],
    ['before Spring Festival is late the day after', '2024-02-09', '2024-02-19', 'answered_late'],
  ])('%s', (_, at, reply, standing) => {
    const [handled] = handledAt('2024-12-31', called('c', 'a', at), deflected('d', 'a', reply));
    expect(handled).toMatchObject({ standing });
  });

  it.each([
    ['information', responded('r', 'a', '2021-06-16', { kind: 'information' })],
    ['a commitment', responded('r', 'a', '2021-06-16')],
    ['a deflection', deflected('r', 'a', '2021-06-16')],
    ['an intervention', intervened('r', 'a', '2021-06-16')],
  ])('is answered by %s', (_, reply) => {
    expect(only(called('c', 'a', '2021-06-15'), reply)).toMatchObject({ standing: 'answered_in_time' });
  });

  it('is counted from the first attempt, and told whether that reached anybody', () => {
    const attempts = [
      called('1', 'a', '2021-06-15', { outcome: 'no_answer' }),
      called('2', 'a', '2021-06-17'),
      deflected('d', 'a', '2021-06-17'),
    ];
    expect(only(...attempts)).toMatchObject({ reached: false, standing: 'answered_late' });
  });

  it('is not answered by another union, nor by another call', () => {
    const calls = [called('1', 'a', '2021-06-15'), called('2', 'b', '2021-06-15'), called('3', 'a', '2021-06-16')];
    const handled = handledAt('2021-06-18', ...calls, deflected('d', 'b', '2021-06-16'));
    expect(handled.map(({ unionId, standing, text }) => [unionId, standing, text])).toEqual([
      ['a', 'unanswered', '2021-06-15 + 1 working day = 2021-06-16; not answered by 2021-06-18: 2 days over'],
      ['b', 'answered_in_time', '2021-06-15 + 1 working day = 2021-06-16; answered 2021-06-16: in time'],
    ]);
  });

  it('is not due before the day is over, and need not be handled once the case ended', () => {
    expect(handledAt('2021-06-16', called('c', 'a', '2021-06-15'))[0]).toMatchObject({ standing: 'not_due' });
    expect(only(called('c', 'a', '2021-06-15'), resolved('r', '2021-06-16'))).toMatchObject({ standing: 'ended' });
  });

  it('is undecidable on imprecise dates, unless it is known how soon the reply came', () => {
    expect(only(called('c', 'a', '2021-06'), deflected('d', 'a', '2021-06'))).toMatchObject({
      standing: 'undecidable',
      text: expect.stringContaining('in time, or up to 28 days late'),
    });
    const same = deflected('d', 'a', '2021-06', { since: { stepId: 'c', atMost: 'P1D' } });
    expect(only(called('c', 'a', '2021-06'), same)).toMatchObject({
      standing: 'answered_in_time',
      text: '2021-06-01/2021-06-30 + 1 working day = 2021-06-02/2021-07-01; answered 2021-06-01/2021-06-30, 0 to 1 day after: in time',
    });
  });

  it('is counted apart in a year whose working days are not known', () => {
    expect(only(called('c', 'a', '2003-12-30'))).toMatchObject({
      standing: 'unknown_calendar',
      deadline: null,
      text: expect.stringContaining('2003'),
    });
  });

  it('is quarantined where the reply certainly came before it', () => {
    expect(only(deflected('d', 'a', '2021-06-01'), called('c', 'a', '2021-06-15'))).toMatchObject({
      standing: 'quarantined',
    });
  });
});
