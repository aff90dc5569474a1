import { inFrame, intervened, opened, reopened, resolved, type Told } from '../test-case.js';
import { CREDITS } from './credits.js';
import { countsIn, numbersIn } from './test-counts.js';

const told = (...steps: Told[]) => inFrame({ city: 'municipal', county: 'district' }, opened('2021-06-01'), ...steps);
const act = (id: string, union: string, at = '2021-06-02') => intervened(id, union, at);

describe('credits', () => {
  it('tell apart who intervened and is credited, who only did, and who only is', () => {
    const both = told(act('1', 'city'), act('2', 'county'), resolved('3', '2021-07-01', 'city', 'stranger'));
    expect(numbersIn(CREDITS, 'byRole', both)).toEqual({
      intervened_and_credited: 1,
      credited_only: 1,
      intervened_only: 1,
    });
    expect(numbersIn(CREDITS, 'byLevelAndRole', both)).toEqual({
      municipal: { intervened_and_credited: 1 },
      district: { intervened_only: 1 },
      unknown: { credited_only: 1 },
    });
    expect(numbersIn(CREDITS, 'credited', both)).toEqual({ union_that_intervened: 1, union_that_did_not: 1 });
    expect(numbersIn(CREDITS, 'intervenedUncredited', both)).toBe(1);
  });

  it('may go to other bodies, each once, or to nobody', () => {
    const creditedTo = [{ body: 'court' }, { body: 'worker' }, { body: 'court' }];
    const court: Told = ['1', 'Resolved', '2021-07-01', { outcome: 'paid_in_full', creditedTo }];
    expect(numbersIn(CREDITS, 'credited', told(court))).toEqual({ court: 1, worker: 1 });
    expect(numbersIn(CREDITS, 'credited', told(act('1', 'city'), resolved('2', '2021-07-01')))).toEqual({ nobody: 1 });
  });

  it('count an intervention only if it may have come before the resolution', () => {
    const after = told(resolved('1', '2021-06-02', 'city'), act('2', 'city', '2021-06-03'));
    expect(numbersIn(CREDITS, 'byRole', after)).toEqual({ credited_only: 1 });
    const vague = told(resolved('1', '2021-06-02', 'city'), act('2', 'city', '2021-06'));
    expect(numbersIn(CREDITS, 'byRole', vague)).toEqual({ intervened_and_credited: 1 });
  });

  it('of a resolution that a reopening undid count for nothing', () => {
    const again = told(resolved('1', '2021-06-02', 'city'), ...reopened('2', '2021-06-03', '2021-06-04'));
    expect(countsIn(CREDITS, again)).toEqual({});
  });
});
