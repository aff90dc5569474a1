import { inFrame, intervened, opened, reopened, resolved, type Told } from '../test-case.js';
import { DELAYS_AND_OUTCOMES } from './delays-and-outcomes.js';
import { numbersIn } from './test-counts.js';

const told = (openedOn: string, ...steps: Told[]) => inFrame({}, opened(openedOn), ...steps);
const delays = (...dates: string[]) =>
  numbersIn(
    DELAYS_AND_OUTCOMES,
    'byDelay',
    told('2021-06-01', ...dates.map((date, index) => intervened(String(index), 'a', date))),
  );
const outcomes = (...steps: Told[]) => numbersIn(DELAYS_AND_OUTCOMES, 'byOutcome', told('2021-06-01', ...steps));

describe('the delay until somebody intervenes', () => {
  it.each([
    ['2021-06-01', '0_to_1'],
    ['2021-06-02', '0_to_1'],
    ['2021-06-03', '2_to_7'],
    ['2021-06-08', '2_to_7'],
    ['2021-06-09', '8_to_30'],
    ['2021-07-01', '8_to_30'],
    ['2021-07-02', '31_to_90'],
    ['2021-08-30', '31_to_90'],
    ['2021-08-31', 'over_90'],
  ])('until %s is in the band %s', (date, band) => expect(delays(date)).toEqual({ [band]: 1 }));

  it('straddles bands where the dates do', () => {
    expect(delays('2021-06')).toEqual({ straddling: 1 });
    expect(delays('2021-07-02/2021-08-30')).toEqual({ '31_to_90': 1 });
  });

  it('is that of the first intervention, which came no later than any', () => {
    expect(delays('2021-06-20', '2021-06-02')).toEqual({ '0_to_1': 1 });
    expect(delays('2021-06', '2021-06-02')).toEqual({ '0_to_1': 1 });
  });

  it('knows how long after the opening it came where no date does', () => {
    const soon = { since: { stepId: 'opening', atMost: 'P1D' } };
    const year = told('2021', intervened('1', 'a', '2021', soon), intervened('2', 'a', '2021'));
    expect(numbersIn(DELAYS_AND_OUTCOMES, 'byDelay', year)).toEqual({ '0_to_1': 1 });
  });

  it('is none where nobody has', () => expect(delays()).toEqual({ none: 1 }));
});

describe('the outcome', () => {
  const withdrawn: Told = ['w', 'Withdrawn', '2021-07-01', {}];

  it('is that of the last resolution, a withdrawal, or open', () => {
    expect(outcomes()).toEqual({ open: 1 });
    expect(outcomes(resolved('1', '2021-06-02'))).toEqual({ paid_in_full: 1 });
    expect(outcomes(['1', 'Resolved', '2021-06-09', { outcome: 'promised' }], resolved('2', '2021-06-02'))).toEqual({
      promised: 1,
    });
    expect(outcomes(resolved('1', '2021-06-02'), withdrawn)).toEqual({ withdrawn: 1 });
  });

  it('is open again where a reopening undid it', () => {
    expect(outcomes(withdrawn, ...reopened('2', '2021-07-02', '2021-07-03'))).toEqual({ open: 1 });
  });

  it('stands against the delay', () => {
    const case_ = told('2021-06-01', intervened('1', 'a', '2021-06-02'), resolved('2', '2021-07-01', 'a'));
    expect(numbersIn(DELAYS_AND_OUTCOMES, 'byDelayAndOutcome', case_, told('2021'))).toEqual({
      '0_to_1': { paid_in_full: 1 },
      none: { open: 1 },
    });
  });
});
