import fc from 'fast-check';
import { parseEdtf } from '#time';
import { historyOf } from '../history-of.js';
import { called, deflected, intervened, opened, resolved, responded, toldCase, type Told } from '../test-case.js';
import { Counts } from './counts.js';
import { CASES, isShare, type Shares, type Tabulation } from './tabulation.js';
import { PROMISES } from './promises.js';
import { REFERRALS } from './referrals.js';
import { STATUTORY_CLOCKS } from './statutory-clocks.js';

const id = (digit: string) => `0192f0c4-7a10-7c3e-9d52-${digit.repeat(12)}`;
const union = fc.constantFrom(id('a'), id('b'), id('c'));
const date = fc.constantFrom('2021', '2021-06', '2021-06-15', '2021-06-16', '2021-06-18', '2021-07-30', '2003-12');
const to = fc.oneof(
  union.map((unionId) => ({ deflectedTo: { unionId } })),
  fc.constantFrom({}, { direction: 'up' }, { direction: 'to_worker' }, { deflectedTo: { agency: 'police' } }),
);
const term = fc.constantFrom({}, { promisedBy: '2021-06-20' }, { promisedBy: '2021-07' }, { promisedWithin: 'P3D' });
const step: fc.Arbitrary<(id: string) => Told> = fc.oneof(
  fc.tuple(union, date, fc.constantFrom('reached', 'no_answer')).map(
    ([unionId, at, outcome]) =>
      (stepId: string) =>
        called(stepId, unionId, at, { outcome }),
  ),
  fc.tuple(union, date, to).map(
    ([unionId, at, more]) =>
      (stepId: string) =>
        deflected(stepId, unionId, at, more),
  ),
  fc.tuple(union, date, term).map(
    ([unionId, at, more]) =>
      (stepId: string) =>
        responded(stepId, unionId, at, more),
  ),
  fc.tuple(union, date).map(
    ([unionId, at]) =>
      (stepId: string) =>
        intervened(stepId, unionId, at),
  ),
  fc.tuple(union, date).map(
    ([unionId, at]) =>
      (stepId: string) =>
        resolved(stepId, at, unionId),
  ),
  date.map((at) => (stepId: string): Told => [stepId, 'ArbitrationFiled', at]),
);
const cases = fc.array(
  fc.array(step, { maxLength: 10 }).map((steps) => {
    const [opening, type, at, content] = opened('2003');
    const told = steps.map((make, index) => make(String(index)));
    return toldCase([opening, type, at, { ...content, disputes: ['overtime'] }], ...told);
  }),
  { maxLength: 8 },
);

function figuresOf(tabulation: Tabulation, states: readonly ReturnType<typeof toldCase>[]): string[] {
  const asOf = parseEdtf('2021-07-15', 'Asia/Shanghai').latest - 1;
  return states.flatMap((state, index) => {
    const history = historyOf(state, asOf);
    const one = { caseId: String(index), unions: new Map(), asOf, history: { ...history, opening: history.opening! } };
    return [CASES, ...tabulation.factsOf(one).map(({ figure }) => figure)];
  });
}

describe.each([REFERRALS, PROMISES, STATUTORY_CLOCKS])('the report on $name', (tabulation) => {
  it('counts under known figures, and the parts of each table add up to what they are parts of', () => {
    fc.assert(
      fc.property(cases, (states) => {
        const counted = new Map<string, number>();
        for (const figure of figuresOf(tabulation, states)) {
          expect([figure, isKnown(tabulation, figure)]).toEqual([figure, true]);
          counted.set(figure, (counted.get(figure) ?? 0) + 1);
        }
        const counts = new Counts(counted, (figure) => figure);
        for (const section of Object.values(tabulation.sections)) expectToAddUp(section.of(counts));
      }),
    );
  });
});

function isKnown({ figures, isFigure }: Tabulation, figure: string): boolean {
  return figure === CASES || figures.includes(figure) || isFigure?.(figure) === true;
}

/** Labels of one list are parts of one whole; single shares are not. */
function expectToAddUp(shares: Shares): void {
  if (isShare(shares)) return expect(shares.n).toBeLessThanOrEqual(shares.of ?? Infinity);
  const rows = Object.values(shares);
  if (!rows.every(isShare)) return rows.forEach(expectToAddUp);
  const [first] = rows;
  if (!first || new Set(rows.map(({ base }) => base)).size > 1) return;
  expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(first.of);
}
