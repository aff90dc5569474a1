import { called, deflected, inFrame, intervened, opened, resolved, responded } from '../test-case.js';
import { isShare, type Shares } from './tabulation.js';
import { Counts } from './counts.js';
import { TABULATIONS } from './tabulations.js';

const CASE = inFrame(
  { a: 'municipal' },
  opened('2021-06-01'),
  called('1', 'a', '2021-06-02', { aware: 'yes' }),
  deflected('2', 'a', '2021-06-02', { reasons: ['low_odds'] }),
  responded('2a', 'a', '2021-06-02', { promisedWithin: 'P3D' }),
  intervened('3', 'a', '2021-06-03'),
  resolved('4', '2021-06-04', 'a'),
);

const namesIn = (shares: Shares): string[] =>
  isShare(shares) ? [shares.figure] : Object.values(shares).flatMap(namesIn);

describe.each(TABULATIONS.map((tabulation) => [tabulation.name, tabulation] as const))(
  'the report %s',
  (_, tabulation) => {
    const { figures, isFigure, factsOf, sections } = tabulation;
    const known = new Set(['cases', 'duplicates', ...figures]);

    it('knows each of its figures once', () => expect(known.size).toBe(figures.length + 2));

    it('counts nothing but its figures', () => {
      expect(factsOf(CASE).length).toBeGreaterThan(0);
      expect(factsOf(CASE).filter(({ figure }) => !known.has(figure) && !isFigure?.(figure))).toEqual([]);
    });

    it('shows every one of its figures, and none that it does not know', () => {
      const all = new Counts(new Map([...known].map((figure) => [figure, 1])), (figure) => figure);
      const shown = new Set(Object.values(sections).flatMap((section) => namesIn(section.of(all))));
      expect([...shown].filter((figure) => !known.has(figure))).toEqual([]);
      expect(figures.filter((figure) => !shown.has(figure))).toEqual([]);
    });
  },
);

it('have names of their own', () => {
  expect(new Set(TABULATIONS.map(({ name }) => name)).size).toBe(TABULATIONS.length);
});
