import type { BoundedFigure } from '#measures';
import type { ListedGroup, ResponseTimesReport } from '#read-models';
import { comparisonLines } from './comparison-lines.js';
import { frameLine } from './frame-line.js';
import { inWords, table, type Cell } from './table.js';

/** What starts a measure's clock, and what is said of one that still runs and of one that was never started. */
const COLUMNS: Readonly<Record<string, readonly [started: string, running: string, notStarted: string]>> = {
  first_reply: ['called', 'silent', 'not called'],
  intervention: ['called', 'running', 'not called'],
  awareness: ['opened', 'running', 'not opened'],
  resolution: ['opened', 'running', 'not opened'],
};

type Names = ReadonlyMap<string, string>;

/**
 * A report for the eye. How the engagements of each group stand: the clocks that started are the classes, the running and
 * the competing, added up; those that never started are counted apart. Then what can be estimated of the groups.
 */
export function responseTimesText(report: ResponseTimesReport, names: Names): string {
  const { groupBy, measure, total, frame } = report;
  return [
    `${inWords(measure)}, by ${groupBy.join(' and ')}`,
    countsTable(report, names),
    ...named('competing', total.competing),
    ...named('in quarantine', total.quarantined),
    ...leftOut(report),
    '',
    estimatesTable(report, names),
    legendOf(report),
    ...comparisonLines(report),
    frameLine(frame),
  ].join('\n');
}

function countsTable(report: ResponseTimesReport, names: Names): string {
  const { groups, total, groupBy, measure } = report;
  const classes = Object.keys(total.classes);
  const [started, running, notStarted] = COLUMNS[measure]!;
  const head = [...groupBy, started, ...classes.map(inWords), running, 'competing', notStarted];
  const row = (group: ListedGroup, labels: readonly string[]): Cell[] => [
    ...labels,
    group.n,
    ...classes.map((name) => group.classes[name] ?? 0),
    group.censored,
    sumOf(group.competing),
    group.notStarted,
  ];
  return table(head, [
    ...inOrder(groups, names).map((group) => row(group, labelsOf(group, report, names))),
    row(total, labelsOfTotal(report)),
  ]);
}

/** The horizon that bars are drawn for: the one nearest to a month. */
const MONTH = 30;

function estimatesTable(report: ResponseTimesReport, names: Names): string {
  const { groups, total, groupBy, classes, horizons } = report;
  const horizon = horizons.reduce((a, b) => (Math.abs(b - MONTH) < Math.abs(a - MONTH) ? b : a));
  const head = [
    ...groupBy,
    ...classes.map((name) => `${inWords(name)} in ${horizon} d, %`),
    `in ${horizon} days`,
    'median days',
    'rank',
  ];
  const row = (group: ListedGroup, labels: readonly string[]): Cell[] => {
    const { figures, rank } = group;
    if (!figures) return [...labels, ...classes.map(() => ''), `(${group.n}: too few)`, '', ''];
    const shares = classes.map((name) => figures.incidence[name]!.find((one) => one.horizon === horizon)!);
    const place = rank && (rank.best === rank.worst ? `${rank.best}` : `${rank.best} to ${rank.worst}`);
    return [...labels, ...shares.map(percents), bar(shares), days(figures.median), place ?? ''];
  };
  return table(head, [
    ...inOrder(groups, names).map((group) => row(group, labelsOf(group, report, names))),
    row(total, labelsOfTotal(report)),
  ]);
}

const BAR_WIDTH = 20;
/** One for each class of the measure that has most, a resolution. */
const SHADES = ['█', '▓', '▒', '░', '=', '+', '-'];

/** One character is a twentieth; what is left blank had not come by then. The lower bounds are drawn. */
function bar(shares: readonly BoundedFigure[]): string {
  let total = 0;
  let drawn = '';
  for (const [index, { low }] of shares.entries()) {
    if (low === null) return '';
    total += low;
    drawn = drawn.padEnd(Math.round(total * BAR_WIDTH), SHADES[index]);
  }
  return drawn.padEnd(BAR_WIDTH, '·');
}

function percents({ low, high, ci }: BoundedFigure): string {
  if (low === null || high === null) return 'not known';
  const percent = (share: number) => String(Math.round(100 * share));
  const limits = ci.low === null || ci.high === null ? '' : ` (${percent(ci.low)} to ${percent(ci.high)})`;
  return `${range(percent(low), percent(high))}${limits}`;
}

function days({ low, high, ci }: BoundedFigure): string {
  const shown = (value: number | null, missing = 'not reached') =>
    value === null ? missing : String(Math.round(10 * value) / 10);
  if (low === null && ci.low === null) return 'not reached';
  return `${range(shown(low), shown(high))} (${shown(ci.low, '?')} to ${shown(ci.high)})`;
}

function range(low: string, high: string): string {
  return low === high ? low : `${low} to ${high}`;
}

function legendOf({ classes, days: calendar, measure }: ResponseTimesReport): string {
  const shades = classes.map((name, index) => `${SHADES[index]} ${inWords(name)}`);
  const counted = calendar === 'working' ? 'working days' : 'calendar days';
  return [
    `${shades.join('  ')}  · none of these by then. In brackets, the 95 % interval; in ${counted}.`,
    `Groups whose intervals of the median overlap are not ranked against each other. Clocks of ${inWords(measure)} that`,
    'still run count as running, not as missing; two numbers are the bounds that imprecise dates leave.',
  ].join('\n');
}

function labelsOf({ key }: ListedGroup, { groupBy }: ResponseTimesReport, names: Names): string[] {
  return groupBy.map((grouping) => {
    const value = key[grouping as keyof typeof key]!;
    return names.get(value) ?? inWords(value);
  });
}

function labelsOfTotal({ groupBy }: ResponseTimesReport): string[] {
  return groupBy.map((_, index) => (index === 0 ? 'total' : ''));
}

/** What is shown by name is sorted by name; levels and codes come in their own order. */
function inOrder(groups: readonly ListedGroup[], names: Names): readonly ListedGroup[] {
  if (names.size === 0) return groups;
  const name = ({ key }: ListedGroup) => names.get(key.union ?? '') ?? '';
  return groups.toSorted((a, b) => name(a).localeCompare(name(b), 'en'));
}

function named(title: string, counts: Readonly<Record<string, number>>): string[] {
  const told = Object.entries(counts).map(([name, n]) => `${inWords(name)} ${n}`);
  return told.length > 0 ? [`${title}: ${told.join(', ')}`] : [];
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

function leftOut({ duplicates }: ResponseTimesReport): string[] {
  return duplicates > 0 ? [`left out, in duplicates of other cases: ${duplicates}`] : [];
}
