import fc from 'fast-check';
import { historyOf } from '../history-of.js';
import { observe } from '../clock.js';
import { called, deflected, intervened, opened, resolved, responded, toldCase, type Told } from '../test-case.js';
import { hopsOf } from './hops.js';
import { loopsAmong } from './loops.js';
import { referralsOf, type Referral } from './referral.js';
import { responsibilityClock } from './responsibility.js';

const told = (...steps: Told[]) => historyOf(toldCase(opened('2021-06-01'), ...steps));
const sent = (id: string, from: string, to: string, at = '2021-06-02') =>
  deflected(id, from, at, { deflectedTo: { unionId: to } });

describe('a referral', () => {
  it.each([
    [{ deflectedTo: { unionId: 'b' }, direction: 'down' }, 'union', 'b'],
    [{ direction: 'up' }, 'union', null],
    [{ deflectedTo: { agency: 'police' } }, 'agency', 'police'],
    [{ direction: 'to_administration' }, 'agency', null],
    [{ deflectedTo: { agency: 'labour_dispute_arbitration_committee' } }, 'arbitration', null],
    [{ direction: 'to_arbitration' }, 'arbitration', null],
    [{ deflectedTo: { agency: 'court' } }, 'court', null],
    [{ direction: 'to_lawyer' }, 'lawyer', null],
    [{ direction: 'to_worker' }, 'worker', null],
    [{}, 'nobody', null],
  ])('as %j leads to: %s %s', (content, to, name) => {
    expect(referralsOf(told(deflected('d', 'a', '2021-06-02', content)))).toEqual([
      expect.objectContaining({ stepId: 'd', from: 'a', to, name }),
    ]);
  });
});

describe('loops', () => {
  const loops = (...steps: Told[]) => loopsAmong(referralsOf(told(...steps)));

  it('are there when a union sends the worker back', () => {
    expect(loops(sent('1', 'a', 'b'), sent('2', 'b', 'a'))).toEqual([{ stepId: '2', unionIds: ['a', 'b'] }]);
  });

  it('may lead through several unions, the shortest way', () => {
    const steps = [sent('1', 'a', 'b'), sent('2', 'b', 'c'), sent('3', 'b', 'd'), sent('4', 'c', 'd')];
    expect(loops(...steps)).toEqual([]);
    expect(loops(...steps, sent('5', 'd', 'a'))).toEqual([{ stepId: '5', unionIds: ['a', 'b', 'd'] }]);
  });

  it('count once, however often the same unions send to each other', () => {
    const again = ['1', '3', '5'].flatMap((id) => [sent(id, 'a', 'b'), sent(`${id}+`, 'b', 'a')]);
    expect(loops(...again)).toHaveLength(1);
  });

  it('are none where nobody was named', () => {
    const back = deflected('2', 'b', '2021-06-02', { direction: 'up' });
    expect(loops(sent('1', 'a', 'b'), back)).toEqual([]);
  });

  it('are found exactly where the unions cannot be put in an order of sending', () => {
    const pairs = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 12 });
    fc.assert(
      fc.property(pairs, (all) => {
        const referrals = all
          .filter(([from, to]) => from !== to)
          .map(
            ([from, to], index) => ({ stepId: `${index}`, from: `${from}`, to: 'union', name: `${to}` }) as Referral,
          );
        const found = loopsAmong(referrals);
        expect(found.length > 0).toBe(!canBeOrdered(referrals));
        for (const { unionIds } of found) {
          const steps = unionIds.map((id, index) => [id, unionIds[(index + 1) % unionIds.length]]);
          for (const [from, to] of steps) {
            expect(referrals.some((referral) => referral.from === from && referral.name === to)).toBe(true);
          }
        }
      }),
    );
  });
});

/** Kahn's algorithm: whoever is sent to by nobody left is taken away. */
function canBeOrdered(referrals: readonly Referral[]): boolean {
  let left = referrals;
  for (;;) {
    const next = left.filter(({ from }) => left.some(({ name }) => name === from));
    if (next.length === left.length) return left.length === 0;
    left = next;
  }
}

describe('hops', () => {
  it('count the unions that sent the worker away before one acted', () => {
    const steps = [
      called('c', 'a', '2021-06-02'),
      sent('1', 'a', 'b', '2021-06-03'),
      sent('2', 'b', 'c', '2021-06-04'),
    ];
    expect(hopsOf(told(...steps))).toEqual({ end: 'censored', hops: { low: 2, high: 2 } });
    const acted = [...steps, intervened('act', 'c', '2021-06-05'), deflected('3', 'd', '2021-06-06')];
    expect(hopsOf(told(...acted))).toEqual({ end: 'acted', hops: { low: 2, high: 2 } });
  });

  it('count each union once', () => {
    expect(hopsOf(told(sent('1', 'a', 'b'), sent('2', 'a', 'c')))).toMatchObject({ hops: { low: 1, high: 1 } });
  });

  it('are bounded where dates leave open what came first', () => {
    const steps = [deflected('1', 'a', '2021-06'), intervened('act', 'b', '2021-06-15')];
    expect(hopsOf(told(...steps))).toEqual({ end: 'acted', hops: { low: 0, high: 1 } });
  });

  it('end with the case, and are none where nobody was asked', () => {
    const steps = [called('c', 'a', '2021-06-02'), deflected('d', 'a', '2021-06-02'), resolved('r', '2021-06-03')];
    expect(hopsOf(told(...steps))).toEqual({ end: 'competing', hops: { low: 1, high: 1 } });
    expect(hopsOf(told(intervened('act', 'a', '2021-06-02')))).toBeNull();
  });
});

describe('the time in which no union took responsibility', () => {
  it('runs from the first call of any to the first help of any, through deflections and information', () => {
    const clock = responsibilityClock(
      told(
        called('1', 'a', '2021-06-02'),
        deflected('2', 'a', '2021-06-02'),
        called('3', 'b', '2021-06-10'),
        responded('4', 'b', '2021-06-11', { kind: 'information' }),
        responded('5', 'b', '2021-06-20'),
        intervened('6', 'b', '2021-06-25'),
      ),
    );
    expect(clock).toMatchObject({ end: 'event', class: 'accepted', days: { low: 18, high: 18 } });
  });

  it('runs until the question is asked, or the case ends', () => {
    const steps = [called('1', 'a', '2021-06-02'), deflected('2', 'a', '2021-06-02')];
    const running = responsibilityClock(told(...steps))!;
    const asOf = Date.parse('2021-06-12T12:00:00+08:00');
    expect(observe(running, asOf, 'Asia/Shanghai')).toMatchObject({ end: 'censored', days: { low: 10, high: 10 } });
    expect(responsibilityClock(told(...steps, resolved('r', '2021-06-05')))).toMatchObject({
      end: 'competing',
      cause: 'resolved',
      days: { low: 3, high: 3 },
    });
  });

  it('is not counted where nobody was called', () => {
    expect(responsibilityClock(told(deflected('1', 'a', '2021-06-02')))).toBeNull();
  });
});
