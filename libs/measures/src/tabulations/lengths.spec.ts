import { parseEdtf } from '#time';
import { historyOf } from '../history-of.js';
import { called, deflected, intervened, opened, toldCase, type Told } from '../test-case.js';
import { LengthTally } from './length-summary.js';
import { DAYS_WITHOUT_RESPONSIBILITY, HOPS } from './lengths.js';

const asOf = parseEdtf('2021-06-30', 'Asia/Shanghai').latest - 1;

function told(...steps: Told[]) {
  const history = historyOf(toldCase(opened('2021-06-01'), ...steps), asOf);
  return { caseId: 'case', unions: new Map(), asOf, history: { ...history, opening: history.opening! } };
}
const actedOn = (day: string) =>
  told(called('c', 'a', '2021-06-01'), deflected('d', 'a', '2021-06-01'), intervened('i', 'b', day));
const silent = told(called('c', 'a', '2021-06-01'), deflected('d', 'a', '2021-06-01'));

describe('lengths over many cases', () => {
  const acted = ['2021-06-02', '2021-06-04', '2021-06-06'].map(actedOn);

  it('have a median that counts the unfinished', () => {
    const tally = new LengthTally(DAYS_WITHOUT_RESPONSIBILITY);
    for (const one of [...acted, silent, silent, told()]) tally.add(one);
    const { figures, ...counts } = tally.summary();
    expect(counts).toEqual({ unit: 'days', n: 5, events: 3, censored: 2, competing: 0, quarantined: 0 });
    expect(figures!.median).toMatchObject({ low: 5, high: 5 });
  });

  it('have none where more than half are unfinished, and are only counted where they are few', () => {
    const tally = new LengthTally(HOPS);
    for (const one of [actedOn('2021-06-02'), silent, silent, silent]) tally.add(one);
    expect(tally.summary()).toEqual({
      ...{ unit: 'unions', n: 4, events: 1, censored: 3, competing: 0, quarantined: 0 },
      figures: null,
    });
    tally.add(silent);
    expect(tally.summary().figures!.median).toMatchObject({ low: null, high: null });
  });
});
