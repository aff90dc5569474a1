import type { Measure } from '#measures';
import type { ResponseGroup, ResponseTimes } from '#read-models';
import { inWords, table, type Cell } from './table.js';

/** What starts a measure's clock, and what is said of one that was never started. */
const STARTED: Readonly<Record<Measure, readonly [started: string, notStarted: string]>> = {
  first_reply: ['called', 'not called'],
  intervention: ['called', 'not called'],
  awareness: ['opened', 'not opened'],
  resolution: ['opened', 'not opened'],
};

/**
 * How the engagements of each group stand: the clocks that started are the classes, the silent and the competing, added
 * up; those that never started are counted apart.
 */
export function responseTimesTable(report: ResponseTimes, names: ReadonlyMap<string, string>): string {
  const { groups, total, groupBy, measure } = report;
  const classes = Object.keys(total.classes);
  const [started, notStarted] = STARTED[measure];
  const head = [groupBy, started, ...classes.map(inWords), 'silent', 'competing', notStarted];
  const row = (group: ResponseGroup): Cell[] => [
    names.get(group.key) ?? inWords(group.key),
    group.n,
    ...classes.map((name) => group.classes[name] ?? 0),
    group.silent,
    Object.values(group.competing).reduce((sum, n) => sum + n, 0),
    group.notStarted,
  ];
  const rows = [...inOrder(groups, names).map(row), row(total)];
  return [`${inWords(measure)}, by ${groupBy}`, table(head, rows), ...causes(total), ...leftOut(report)].join('\n');
}

/** What is shown by name is sorted by name; levels and codes come in their own order. */
function inOrder(groups: readonly ResponseGroup[], names: ReadonlyMap<string, string>): readonly ResponseGroup[] {
  if (names.size === 0) return groups;
  return groups.toSorted((a, b) => (names.get(a.key) ?? '').localeCompare(names.get(b.key) ?? '', 'en'));
}

function causes({ competing }: ResponseGroup): string[] {
  const named = Object.entries(competing).map(([cause, n]) => `${inWords(cause)} ${n}`);
  return named.length > 0 ? [`competing: ${named.join(', ')}`] : [];
}

function leftOut({ duplicates }: ResponseTimes): string[] {
  return duplicates > 0 ? [`left out, in duplicates of other cases: ${duplicates}`] : [];
}
