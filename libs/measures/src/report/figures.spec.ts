import fc from 'fast-check';
import { INTERVAL_TYPES, QUANTILE_RULES } from '../statistics/index.js';
import { estimateCurves, readFigures, type FiguresAsked } from './figures.js';
import type { Observation } from './observation.js';
import { Tally, type Tables } from './tally.js';

const ASKED: FiguresAsked = {
  classes: ['helped', 'deflected'],
  allClasses: ['helped', 'deflected'],
  horizons: [0, 1, 7, 30],
  ciType: 'log-log',
  medianRule: 'midpoint',
  curve: true,
};

const tallied = (observations: readonly Observation[]) => {
  const tally = new Tally();
  for (const observation of observations) tally.add(observation, false);
  return tally;
};

const estimate = (tables: Tables, asked: FiguresAsked) => readFigures(estimateCurves(tables, asked), asked);

const figures = (observations: readonly Observation[], asked = ASKED) =>
  estimate(tallied(observations).result('all').tables, asked);

const measured = (name: string | null, low: number, high = low): Observation => ({
  end: name === null ? 'censored' : name === 'resolved' ? 'competing' : 'event',
  name,
  length: { low, high },
  entry: { low: null, high: null },
});

const observations = fc.array(
  fc
    .tuple(fc.constantFrom('helped', 'deflected', 'resolved', null), fc.nat(40), fc.nat(10))
    .map(([name, low, more]) => measured(name, low, low + more)),
  { minLength: 1, maxLength: 40 },
);

describe('the figures of a group', () => {
  it('bound each share from below and above, intervals around it', () => {
    fc.assert(
      fc.property(observations, (seen) => {
        const { incidence, median, restrictedMean } = figures(seen);
        for (const { low, high, ci } of [...Object.values(incidence).flat(), median, restrictedMean]) {
          if (low !== null && high !== null) expect(low).toBeLessThanOrEqual(high);
          if (low !== null && ci.low !== null) expect(ci.low).toBeLessThanOrEqual(low + 1e-12);
          if (high !== null && ci.high !== null) expect(ci.high).toBeGreaterThanOrEqual(high - 1e-12);
        }
      }),
    );
  });

  it('never tell of more that ended in one way than would have had nothing competed', () => {
    fc.assert(
      fc.property(observations, fc.constantFrom('helped', 'deflected'), (seen, name) => {
        const { curve } = figures(seen, { ...ASKED, classes: [name] });
        for (const step of [...curve!.shortest, ...curve!.longest]) {
          expect(1 - step.survival).toBeGreaterThanOrEqual(step.incidence[name]! - 1e-12);
        }
      }),
    );
  });

  it('are the same, to the last digit, whether all days are known or only the telling ones', () => {
    const late = fc
      .tuple(fc.constantFrom('helped', null), fc.nat(5), fc.integer({ min: 1, max: 30 }))
      .map(([name, entry, more]) => ({ ...measured(name, entry + more), entry: { low: entry, high: entry } }));
    const any = fc.tuple(observations, fc.array(late)).map(([seen, entered]) => [...seen, ...entered]);
    fc.assert(
      fc.property(
        any,
        fc.constantFrom(...INTERVAL_TYPES),
        fc.constantFrom(...QUANTILE_RULES),
        (seen, ciType, medianRule) => {
          const tally = tallied(seen);
          const asked = { ...ASKED, ciType, medianRule, curve: false };
          expect(estimate(tally.result('telling').tables, asked)).toEqual(estimate(tally.result('all').tables, asked));
        },
      ),
    );
  });

  it('do not depend on the order in which clocks are counted', () => {
    fc.assert(fc.property(observations, (seen) => expect(figures([...seen].reverse())).toEqual(figures(seen))));
  });

  it('say nothing of the time after the last clock was watched', () => {
    const seen = [measured('helped', 1), measured(null, 5), measured(null, 6)];
    const helped = figures(seen).incidence.helped!;
    expect(helped.map(({ horizon, low }) => [horizon, low])).toEqual([
      [0, 0],
      [1, 1 / 3],
      [7, null],
      [30, null],
    ]);
    expect(figures(seen).median).toEqual({ low: null, high: null, ci: { low: expect.any(Number), high: null } });
  });

  it('hold still where all had ended', () => {
    const all = figures([measured('helped', 1), measured('deflected', 2)]).incidence.helped!;
    expect(all.at(-1)).toMatchObject({ horizon: 30, low: 0.5, high: 0.5 });
  });

  it.each([
    ['all are silent', [measured(null, 3), measured(null, 4)], null],
    ['all ended at once', [measured('helped', 0), measured('helped', 0)], 0],
    ['there is a single clock', [measured('deflected', 9)], 9],
    ['there are many ties', Array.from({ length: 100_000 }, (_, n) => measured(n % 2 ? 'helped' : null, 5)), 5],
  ] as const)('are right where %s', (_, seen, median) => {
    expect(figures(seen).median).toMatchObject({ low: median, high: median });
  });

  it('count only the classes asked for as the event of the median', () => {
    const seen = [measured('deflected', 1), measured('deflected', 1), measured('helped', 7)];
    expect(figures(seen).median.low).toBe(1);
    expect(figures(seen, { ...ASKED, classes: ['helped'] }).median.low).toBe(7);
  });
});
