import { isDeepStrictEqual } from 'node:util';
import { Command, InvalidArgumentError, Option } from 'commander';
import { liveAndRebuilt } from '../support/rebuilt-tables.js';
import { type Fault, type FaultName, FAULTS } from './kurrentdb/faults.js';
import { type LedgerOnCluster, startLedger } from './kurrentdb/ledger-on-cluster.js';
import { headOf, rowOf } from './kurrentdb/report.js';
import { type Outcome, Trial } from './kurrentdb/trial.js';

interface Flags {
  readonly times: number;
  readonly only: readonly FaultName[];
  readonly nodeOptions: readonly string[];
}

const NAMES = Object.keys(FAULTS) as FaultName[];

await new Command('measure-kurrentdb-cluster')
  .description('Repeats each fault on a KurrentDB cluster of its own, and prints a table for docs/reliability.md.')
  .addOption(new Option('--times <n>', 'how often each fault').default(5).argParser(atLeastOnce))
  .addOption(new Option('--only <faults>', `some of ${NAMES.join(', ')}`).default(NAMES, 'all').argParser(faultNames))
  .addOption(
    new Option('--node-options <options>', 'further options of every node, in one argument')
      .default([], 'none')
      .argParser((text) => text.split(/\s+/)),
  )
  .action((flags: Flags) => measure(flags))
  .parseAsync();

async function measure({ times, only, nodeOptions }: Flags): Promise<void> {
  const rows: string[] = [];
  for (const name of only) rows.push(rowOf(FAULTS[name].name, await outcomesOf(FAULTS[name], times, nodeOptions)));
  process.stdout.write(`${[headOf(), ...rows].join('\n')}\n`);
}

async function outcomesOf(fault: Fault, times: number, nodeOptions: readonly string[]): Promise<Outcome[]> {
  const ledger = await startLedger(nodeOptions);
  try {
    const outcomes: Outcome[] = [];
    while (outcomes.length < times) {
      const outcome = await Trial.of(fault, ledger);
      process.stderr.write(`${fault.name}: ${JSON.stringify(outcome)}\n`);
      outcomes.push(outcome);
    }
    await checkTables(ledger);
    return outcomes;
  } finally {
    await ledger.remove();
  }
}

async function checkTables({ service, databaseUrl, variables }: LedgerOnCluster): Promise<void> {
  const { live, rebuilt } = await liveAndRebuilt(service.client, databaseUrl, variables);
  if (!isDeepStrictEqual(live, rebuilt)) throw new Error('the tables are not those that a rebuild makes');
}

function atLeastOnce(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

function faultNames(text: string): FaultName[] {
  const names = text.split(',');
  const unknown = names.find((name) => !NAMES.includes(name as FaultName));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no fault ${unknown}.`);
  return names as FaultName[];
}
