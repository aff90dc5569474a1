import type { Measure } from '#measures';
import type { ResponseGroup, ResponseTimes } from '#read-models';
import { inWords, table, type Cell } from './table.js';

/** What starts a measure's clock, and what is said of one that still runs and of one that was never started. */
const COLUMNS: Readonly<Record<Measure, readonly [started: string, running: string, notStarted: string]>> = {
  first_reply: ['called', 'silent', 'not called'],
  intervention: ['called', 'running', 'not called'],
  awareness: ['opened', 'running', 'not opened'],
  resolution: ['opened', 'running', 'not opened'],
};

/**
 * How the engagements of each group stand: the clocks that started are the classes, the running and the competing, added
 * up; those that never started are counted apart.
 */
export function responseTimesTable(report: ResponseTimes, names: ReadonlyMap<string, string>): string {
  const { groups, total, groupBy, measure } = report;
  const classes = Object.keys(total.classes);
  const [started, running, notStarted] = COLUMNS[measure];
  const head = [groupBy, started, ...classes.map(inWords), running, 'competing', notStarted];
  const row = (group: ResponseGroup): Cell[] => [
    names.get(group.key) ?? inWords(group.key),
    group.n,
    ...classes.map((name) => group.classes[name] ?? 0),
    group.censored,
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
