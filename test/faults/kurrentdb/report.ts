import type { Outcome } from './trial.js';

const COLUMNS = [
  'fault',
  'runs',
  'acknowledged',
  'lost',
  'twice',
  'other answers',
  'failed queries',
  'appends go on',
  'commands go on',
  'projections go on',
];

/** The head of a table in Markdown. */
export function headOf(): string {
  return [row(COLUMNS), row(COLUMNS.map(() => '---'))].join('\n');
}

/** Counts of all runs together; times as median and, in brackets, longest of the runs, in seconds. */
export function rowOf(name: string, outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, each) => total + count(each), 0);
  const time = (pause: keyof Outcome['pauses']) => medianAndLongest(outcomes.map(({ pauses }) => pauses[pause]));
  return row([
    name,
    outcomes.length,
    sum(({ acknowledged }) => acknowledged).toLocaleString('en'),
    sum(({ lost }) => lost),
    sum(({ twice }) => twice),
    sum(({ odd }) => odd.length),
    `${sum(({ failedReads }) => failedReads.length)} of ${sum(({ reads }) => reads).toLocaleString('en')}`,
    time('appends'),
    time('commands'),
    time('projections'),
  ]);
}

function medianAndLongest(milliseconds: readonly number[]): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const [middle, longest] = [sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
  return `${seconds(middle)} (${seconds(longest)})`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(milliseconds < 1_000 ? 2 : 1);
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
