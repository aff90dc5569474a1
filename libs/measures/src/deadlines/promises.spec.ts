import { parseEdtf } from '#time';
import { historyOf } from '../history-of.js';
import { called, intervened, opened, reopened, resolved, responded, toldCase, type Told } from '../test-case.js';
import { promisesOf } from './promises.js';

const asOfEnd = (date: string) => parseEdtf(date, 'Asia/Shanghai').latest - 1;

function promisesAt(date: string, ...steps: Told[]) {
  const asOf = asOfEnd(date);
  const state = toldCase(opened('2021-06-01'), called('call', 'a', '2021-06-01'), ...steps);
  return promisesOf(historyOf(state, asOf), asOf);
}
const only = (date: string, ...steps: Told[]) => promisesAt(date, ...steps)[0]!;
const withinThreeDays = responded('p', 'a', '2021-06-02', { promisedWithin: 'P3D' });

describe('a promise', () => {
  it('is kept by an intervention on the last day that it named', () => {
    const promise = responded('p', 'a', '2021-06-02', { kind: 'meeting', promisedBy: '2021-06-05' });
    expect(only('2021-07-01', promise, intervened('act', 'a', '2021-06-05'))).toEqual({
      stepId: 'p',
      unionId: 'a',
      kind: 'meeting',
      made: parseEdtf('2021-06-02', 'Asia/Shanghai'),
      standing: 'kept_in_time',
      deadline: expect.objectContaining({ decidedBy: 'act', stepId: 'act', daysOver: { low: 0, high: 0 } }),
      text: 'due 2021-06-05; kept 2021-06-05: in time',
    });
  });

  it('is kept late by a resolution that the union is credited with', () => {
    expect(only('2021-07-01', withinThreeDays, resolved('r', '2021-06-07', 'b', 'a'))).toMatchObject({
      standing: 'kept_late',
      deadline: { stepId: 'r', daysOver: { low: 2, high: 2 } },
      text: '2021-06-02 + P3D = 2021-06-05; kept 2021-06-07: 2 days late',
    });
  });

  it('is not due until its last day is over, and broken from then on', () => {
    expect(only('2021-06-05', withinThreeDays)).toMatchObject({ standing: 'not_due' });
    expect(only('2021-06-06', withinThreeDays)).toMatchObject({
      standing: 'broken',
      text: '2021-06-02 + P3D = 2021-06-05; not kept by 2021-06-06: 1 day over',
    });
  });

  it.each([
    ['what another union does', intervened('act', 'b', '2021-06-03')],
    ['what the union did before', intervened('act', 'a', '2021-06-01')],
    ['another promise', responded('again', 'a', '2021-06-03')],
  ])('is not kept by %s', (_, step) => {
    expect(only('2021-06-30', withinThreeDays, step)).toMatchObject({ standing: 'broken' });
  });

  it('tells by the order of recording what came after it on one day', () => {
    const act = intervened('act', 'a', '2021-06-02');
    expect(only('2021-06-30', withinThreeDays, act)).toMatchObject({ standing: 'kept_in_time' });
    expect(only('2021-06-30', act, withinThreeDays)).toMatchObject({ standing: 'broken' });
  });

  it('lapses where the case ends before without the union, unless that is undone', () => {
    const ended = resolved('r', '2021-06-04', 'b');
    expect(only('2021-06-30', withinThreeDays, ended)).toMatchObject({
      standing: 'lapsed',
      text: '2021-06-02 + P3D = 2021-06-05; case ended 2021-06-04: before it was due',
    });
    expect(only('2021-06-30', withinThreeDays, resolved('r', '2021-06-08', 'b'))).toMatchObject({ standing: 'broken' });
    const undone = [withinThreeDays, ended, ...reopened('again', '2021-06-04', '2021-06-05')];
    expect(only('2021-06-30', ...undone)).toMatchObject({ standing: 'broken' });
  });

  it('is undecidable where dates leave open whether it was kept in time', () => {
    expect(only('2021-07-31', withinThreeDays, intervened('act', 'a', '2021-06'))).toMatchObject({
      standing: 'undecidable',
      text: '2021-06-02 + P3D = 2021-06-05; kept 2021-06-01/2021-06-30, 0 to 28 days after: in time, or up to 25 days late',
    });
    const byJune = responded('p', 'a', '2021-06-02', { promisedBy: '2021-06' });
    expect(only('2021-06-15', byJune)).toMatchObject({
      standing: 'undecidable',
      text: 'due 2021-06-01/2021-06-30; not kept by 2021-06-15: up to 15 days left, or up to 14 days over',
    });
    expect(only('2021-07-01', byJune)).toMatchObject({
      standing: 'broken',
      deadline: { daysOver: { low: 1, high: 30 } },
    });
  });

  it('is kept in time however vague the dates, where it is known how soon the union acted', () => {
    const promise = responded('p', 'a', '2021-07', { promisedWithin: 'P3D' });
    const act = intervened('act', 'a', '2021-07', { since: { stepId: 'p', atMost: 'P2D' } });
    expect(only('2021-09-01', promise, act)).toMatchObject({ standing: 'kept_in_time' });
  });

  it('without a deadline is counted apart, and information is none', () => {
    const all = promisesAt(
      '2021-07-01',
      responded('p', 'a', '2021-06-02'),
      responded('i', 'a', '2021-06-02', { kind: 'information' }),
    );
    expect(all).toEqual([expect.objectContaining({ stepId: 'p', standing: 'without_deadline', deadline: null })]);
  });
});
