import { parseEdtf } from '#time';
import { historyOf } from '../history-of.js';
import { opened, resolved, toldCase, type Told } from '../test-case.js';
import { arbitrationLimitOf } from './arbitration-limit.js';

function limitAt(date: string, openedOn: string, ...steps: Told[]) {
  const [id, type, at, content] = opened(openedOn);
  const disputed: Told = [id, type, at, { ...content, disputes: ['wage_arrears'] }];
  const asOf = parseEdtf(date, 'Asia/Shanghai').latest - 1;
  return arbitrationLimitOf(historyOf(toldCase(disputed, ...steps), asOf), asOf)!;
}
const filed = (at: string): Told => ['filed', 'ArbitrationFiled', at];
const asked = (at: string): Told => ['asked', 'AgencyContacted', at, { agency: 'labour_bureau', outcome: 'pending' }];

describe('the year in which a dispute may be brought to arbitration', () => {
  it('ends on the same day of the next year', () => {
    expect(limitAt('2023-01-01', '2021-06-15', filed('2022-06-15'))).toMatchObject({
      standing: 'filed_in_time',
      text: '2021-06-15 + 1 year = 2022-06-15; filed 2022-06-15: in time',
    });
    expect(limitAt('2023-01-01', '2021-06-15', filed('2022-06-16'))).toMatchObject({
      standing: 'filed_late',
      deadline: { daysOver: { low: 1, high: 1 } },
    });
  });

  it('runs, is about to expire in its last thirty days, and has expired', () => {
    expect(limitAt('2022-05-15', '2021-06-15')).toMatchObject({ standing: 'running' });
    expect(limitAt('2022-05-16', '2021-06-15')).toMatchObject({
      standing: 'expiring',
      text: '2021-06-15 + 1 year = 2022-06-15; not filed by 2022-05-16: 30 days left',
    });
    expect(limitAt('2022-06-15', '2021-06-15')).toMatchObject({ standing: 'expiring' });
    expect(limitAt('2022-06-16', '2021-06-15')).toMatchObject({ standing: 'expired' });
  });

  it('warns as soon as it may be about to expire', () => {
    expect(limitAt('2022-05-05', '2021-06')).toMatchObject({ standing: 'expiring' });
    expect(limitAt('2022-06-20', '2021-06')).toMatchObject({ standing: 'undecidable' });
    expect(limitAt('2022-07-01', '2021-06')).toMatchObject({ standing: 'expired' });
  });

  it('is undecidable for a filing on an imprecise date', () => {
    expect(limitAt('2023-01-01', '2021', filed('2022'))).toMatchObject({ standing: 'undecidable' });
    expect(limitAt('2023-01-01', '2021', filed('2021'))).toMatchObject({ standing: 'filed_in_time' });
  });

  it('does not run out where the case ended before', () => {
    expect(limitAt('2023-01-01', '2021-06-15', resolved('r', '2021-08-01'))).toMatchObject({ standing: 'ended' });
    expect(limitAt('2023-01-01', '2021-06-15', resolved('r', '2022-08-01'))).toMatchObject({ standing: 'expired' });
  });

  it('tells of agencies that were asked while it ran, which may have begun it anew', () => {
    expect(limitAt('2023-01-01', '2021-06-15', asked('2021-07-01'))).toMatchObject({
      standing: 'expired',
      agenciesAsked: ['asked'],
      text: expect.stringContaining('200 days over; an agency was asked, which may have begun the year anew'),
    });
    expect(limitAt('2023-01-01', '2021-06-15', asked('2022-07-01')).agenciesAsked).toEqual([]);
  });

  it('is not counted where no dispute is recorded', () => {
    const history = historyOf(toldCase(opened('2021-06-15')));
    expect(arbitrationLimitOf(history, Date.parse('2023-01-01'))).toMatchObject({ standing: 'no_dispute' });
  });
});
