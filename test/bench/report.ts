import Table from 'cli-table3';
import type { Machine } from './measuring/machine.js';
import { reached, type Result, type Target } from './measuring/result.js';

/** The results as people read them. */
export function tableOf(results: readonly Result[]): string {
  const table = new Table({
    head: ['work', 'floor', 'ours', 'ratio', 'quartiles', 'target', 'peer', 'verdict'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const result of results) {
    const { work, unit, floor, ours, ratio, spread, target, peer } = result;
    table.push([
      work,
      floor === null ? '' : amount(floor, unit),
      amount(ours, unit),
      ratio === null ? '' : ratio.toFixed(2),
      spread ? spread.map((part) => part.toFixed(2)).join(' – ') : '',
      targetText(target),
      peer === null ? '' : String(peer),
      verdictOf(result),
    ]);
  }
  return table.toString();
}

export function machineText(machine: Machine): string {
  const { cpu, cores, memoryGb, load, node, postgres, settings, kurrentDb, date, commit } = machine;
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return [
    `${date}, commit ${commit ?? 'unknown'}`,
    `${cores} cores of ${cpu}, ${memoryGb} GB; load before the run ${load.toFixed(1)}`,
    `Node ${node}; PostgreSQL ${postgres}: ${set.join(', ')}`,
    ...(kurrentDb === null ? [] : [kurrentDb]),
  ].join('\n');
}

/** The same for programs. */
export function jsonOf(machine: Machine, options: object, results: readonly Result[]): string {
  const rows = results.map((result) => ({ ...result, reached: reached(result) ?? null }));
  return `${JSON.stringify({ machine, options, results: rows }, null, 2)}\n`;
}

function amount(figure: number, unit: Result['unit']): string {
  if (unit === 'ms') return `${figure.toFixed(1)} ms`;
  if (unit === 'times') return `${figure.toFixed(2)} x`;
  return `${Math.round(figure).toLocaleString('en')}/s`;
}

function targetText(target: Target): string {
  if (!target) return '';
  if ('atLeast' in target) return `>= ${target.atLeast}`;
  return 'atMost' in target ? `<= ${target.atMost}` : `< ${target.below}`;
}

function verdictOf(result: Result): string {
  const verdict = reached(result);
  if (verdict === undefined) return '';
  return verdict ? 'reached' : 'missed';
}
