import { parseEdtf, WORKING_CALENDAR } from '#time';
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

  it.each([
    ['a Sunday gives way to Monday', '2021-06-19', '2022-06-20', '2022-06-21'],
    ['National Day gives way to the first working day after the week', '2020-10-01', '2021-10-08', '2021-10-09'],
    ['a day off of Spring Festival gives way to the day after it', '2020-02-11', '2021-02-18', '2021-02-19'],
    ['a Sunday on which work is made up for stands', '2021-01-29', '2022-01-29', '2022-01-30'],
  ])('on %s', (_, openedOn, inTime, late) => {
    expect(limitAt('2023-01-01', openedOn, filed(inTime))).toMatchObject({ standing: 'filed_in_time' });
    expect(limitAt('2023-01-01', openedOn, filed(late))).toMatchObject({
      standing: 'filed_late',
      deadline: { daysOver: { low: 1, high: 1 } },
    });
  });

  it('tells that it moved on', () => {
    expect(limitAt('2023-01-01', '2021-06-19', filed('2022-06-21')).text).toBe(
      '2021-06-19 + 1 year to a working day = 2022-06-20; filed 2022-06-21: 1 day late',
    );
  });

  it('is told as far as it needs no calendar in a year whose days off are not known', () => {
    const ends = WORKING_CALENDAR.lastYear + 1;
    const [begun, inTime, late] = [`${ends - 1}-06-15`, `${ends}-06-15`, `${ends}-06-16`];
    expect(limitAt(`${ends}-05-01`, begun)).toMatchObject({ standing: 'running' });
    expect(limitAt(`${ends}-06-15`, begun)).toMatchObject({ standing: 'expiring' });
    expect(limitAt(`${ends}-12-31`, begun, filed(inTime))).toMatchObject({ standing: 'filed_in_time' });
    const unknown = {
      ...{ standing: 'unknown_calendar', deadline: null, agenciesAsked: [] },
      text: expect.stringContaining(`the working days of ${ends} are not known`),
    };
    expect(limitAt(late, begun)).toEqual(unknown);
    expect(limitAt(`${ends}-12-31`, begun, filed(late))).toEqual(unknown);
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
