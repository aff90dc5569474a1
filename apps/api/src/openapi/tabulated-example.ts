import { CASES, Counts, DUPLICATES, LEVEL, type Tabulation } from '#measures';
import type { FramedView } from '#read-models';

/** What a report answers that counted so many facts of each figure. */
export function tabulatedExample(
  tabulation: Tabulation,
  frame: FramedView,
  counted: Readonly<Record<string, number>>,
): object {
  const { name, sections } = tabulation;
  const { asOf, knownAt, position } = frame;
  const counts = new Counts(
    new Map(Object.entries(counted)),
    (figure) => `/v1/reports/${name}/facts?${new URLSearchParams({ figure, asOf, knownAt, position }).toString()}`,
  );
  const table = Object.entries(sections).map(([section, { of }]) => [section, of(counts)]);
  return {
    ...{ filter: {}, frame, confidence: LEVEL, cases: counts.of(CASES), duplicates: counts.of(DUPLICATES) },
    ...Object.fromEntries(table),
  };
}
