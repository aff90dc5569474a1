import { called, deflected, inFrame, intervened, opened, type Told } from '../test-case.js';
import { REFUSALS } from './refusals.js';
import { countsIn, numbersIn } from './test-counts.js';

const about = (content: object, ...steps: Told[]) => {
  const [id, type, at, opening] = opened('2021-06-01');
  return inFrame({}, [id, type, at, { ...opening, ...content }], ...steps);
};
const hard = deflected('1', 'a', '2021-06-02', { reasons: ['low_odds', 'not_member'] });
const other = deflected('2', 'b', '2021-06-02');
const act = intervened('3', 'a', '2021-06-03');

describe('refusals', () => {
  it('are hard where a reason says so, whatever the others say', () => {
    expect(numbersIn(REFUSALS, 'byAnswer', about({}, hard, other))).toEqual({
      refused_as_hard: 1,
      refused_otherwise: 1,
    });
    expect(numbersIn(REFUSALS, 'byHardReason', about({}, hard, other))).toEqual({ low_odds: 1 });
  });

  it('count a union once in a case, and with what it did besides', () => {
    const again = deflected('4', 'a', '2021-06-04', { reasons: ['jurisdiction'] });
    const mixed = about({}, hard, again, act);
    expect(numbersIn(REFUSALS, 'answers', mixed)).toBe(1);
    expect(numbersIn(REFUSALS, 'byAnswer', mixed)).toEqual({ refused_as_hard: 1, intervened: 1 });
  });

  it('leave out unions that did neither', () => {
    expect(countsIn(REFUSALS, about({}, called('1', 'a', '2021-06-02')))).toEqual({});
  });

  it('are told by kind of dispute, each of several, and by whether workers acted together', () => {
    const injury = about({ disputes: ['work_injury', 'wage_arrears'], collective: true }, hard);
    const unsaid = about({}, act);
    expect(numbersIn(REFUSALS, 'byDispute', injury, unsaid)).toEqual({
      work_injury: { refused_as_hard: 1 },
      wage_arrears: { refused_as_hard: 1 },
      unknown: { intervened: 1 },
    });
    const single = about({ collective: false }, other);
    expect(numbersIn(REFUSALS, 'byCollective', injury, unsaid, single)).toEqual({
      yes: { refused_as_hard: 1 },
      no: { refused_otherwise: 1 },
      unknown: { intervened: 1 },
    });
  });

  it.each([
    ['9999.9999', 'CNY', 'under_10000'],
    ['10000', 'CNY', 'under_100000'],
    ['100000.00', 'CNY', 'under_1000000'],
    ['1000000', 'CNY', '1000000_or_more'],
    ['5', 'USD', 'other_currency'],
  ])('put %s %s owed into the band %s', (amount, currency, band) => {
    const owing = about({ owed: { amount, currency } }, act);
    expect(numbersIn(REFUSALS, 'byAmountOwed', owing)).toEqual({ [band]: { intervened: 1 } });
  });
});
