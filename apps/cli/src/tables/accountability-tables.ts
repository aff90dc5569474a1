import { ANSWERS } from '#measures';
import type { Accountability, Share } from '#read-models';
import { table, type Cell } from './table.js';

/** The published study's table over the cases in the ledger; rows and columns add up. */
export function accountabilityTables(report: Accountability): string {
  const { cases, duplicates, noUnionCalled, aware, involved } = report;
  return [
    `${cases} cases (${noUnionCalled} in which no union was called; ${duplicates} duplicates left out)`,
    table(
      ['', ...ANSWERS],
      [
        ['a union knew of it before it was called', ...ANSWERS.map((answer) => shareOf(aware[answer]))],
        ['a union became involved', ...ANSWERS.map((answer) => shareOf(involved[answer]))],
      ],
    ),
    crossTable(report),
    `no union knew, then one became involved: ${shareOf(report.unawareThenInvolved)}`,
    `a union knew, and one became involved: ${shareOf(report.awareAndInvolved)}`,
    `became involved only after a call: ${shareOf(report.involvedAfterCall)}`,
  ].join('\n');
}

function crossTable({ cross, aware, involved, cases }: Accountability): string {
  const rows: Cell[][] = ANSWERS.map((answer) => [
    `knew: ${answer}`,
    ...ANSWERS.map((column) => cross[answer][column]),
    aware[answer].numerator,
  ]);
  const total = ['total', ...ANSWERS.map((column) => involved[column].numerator), cases];
  return table(['cases', ...ANSWERS.map((answer) => `involved: ${answer}`), 'total'], [...rows, total]);
}

function shareOf({ numerator, denominator, percent }: Share): string {
  return percent === null
    ? `${numerator} of ${denominator}`
    : `${numerator} of ${denominator} (${percent.toFixed(1)} %)`;
}
