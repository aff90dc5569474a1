import { isShare, type LengthSummary, type Share, type Shares, type Tabulation } from '#measures';
import type { TabulatedReport } from '#read-models';
import { frameLine } from './frame-line.js';
import { inWords, table, type Cell } from './table.js';

/** A tabulation for reading: a table for each of its sections, under what the section tells. */
export function tabulatedText({ sections, lengths = {} }: Tabulation, report: TabulatedReport): string {
  const { cases, duplicates, frame } = report;
  const parts = Object.entries(report.table).map(([name, shares]) => `${sections[name]!.about}\n${drawn(shares)}`);
  const measured = Object.entries(report.lengths ?? {}).map(
    ([name, summary]) => `${lengths[name]!.about}\n${lengthText(summary)}`,
  );
  return [
    `${cases} cases (${duplicates} duplicates left out)`,
    ...parts,
    ...measured,
    'In brackets, the 95 % interval (Wilson); of fewer than five nothing but the counts is told.\n' + frameLine(frame),
  ].join('\n\n');
}

function drawn(shares: Shares): string {
  if (isShare(shares)) return sentence(shares);
  const rows = Object.entries(shares);
  const [first] = rows;
  if (!first) return '(nothing counted)';
  return isShare(first[1]) ? listOf(shares as Record<string, Share>) : crossOf(shares as CrossTable);
}

type CrossTable = Readonly<Record<string, Readonly<Record<string, Share>>>>;

/** A figure beside the whole that it is a part of. */
function sentence({ n, of, ...share }: Share): string {
  return of === null ? String(n) : [`${n} of ${of}`, estimate(share)].filter(Boolean).join(': ');
}

function listOf(shares: Readonly<Record<string, Share>>): string {
  const rows = Object.entries(shares).map(([label, share]): Cell[] => [
    inWords(label),
    share.n,
    share.of ?? '',
    estimate(share),
  ]);
  return table(['', 'n', 'of', ''], rows);
}

/** The counts, without columns of nothing; what there is more of goes down the page. */
function crossOf(shares: CrossTable): string {
  const across = [...new Set(Object.values(shares).flatMap((row) => Object.keys(row)))];
  const columns = across.filter((column) => Object.values(shares).some((row) => row[column]!.n > 0));
  const cells = [
    ['', ...columns.map(inWords), 'of'],
    ...Object.entries(shares).map(([label, row]): Cell[] => [
      inWords(label),
      ...columns.map((column) => row[column]!.n),
      row[across[0]!]!.of ?? '',
    ]),
  ];
  const [head, ...rows] = columns.length > cells.length ? transposed(cells) : cells;
  return table(head!.map(String), rows);
}

function transposed(cells: readonly (readonly Cell[])[]): Cell[][] {
  return cells[0]!.map((_, column) => cells.map((row) => row[column]!));
}

function estimate({ percent, ci }: Pick<Share, 'percent' | 'ci'>): string {
  return percent === null || ci === null
    ? ''
    : `${percent.toFixed(1)} % (${ci.low.toFixed(1)} to ${ci.high.toFixed(1)})`;
}

function lengthText({ unit, n, events, censored, competing, figures }: LengthSummary): string {
  const counted = `n ${n}: ${events} ended so, ${competing} otherwise, ${censored} not yet`;
  if (!figures) return counted;
  const { low, high, ci } = figures.median;
  const median = low === null ? 'not reached' : `${range({ low, high })} ${unit}`;
  return `${counted}; median ${median}${ci.low === null && ci.high === null ? '' : ` (${range(ci)})`}`;
}

/** A bound that is not reached lies beyond all that was seen. */
function range({ low, high }: { readonly low: number | null; readonly high: number | null }): string {
  if (low === null && high === null) return 'not reached';
  return low === high ? String(low) : `${low ?? '?'} to ${high ?? 'not reached'}`;
}
