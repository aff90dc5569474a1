import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { BenchKurrentDb } from './bench-kurrentdb.js';
import { BenchServer } from './bench-server.js';
import { machine } from './measuring/machine.js';
import type { KurrentDbRowName, PostgresRowName, Result, RowName } from './measuring/result.js';
import { jsonOf, machineText, tableOf } from './report.js';
import { KURRENTDB_ROWS, ROWS } from './rows/index.js';
import type { BenchOptions } from './row.js';

interface Flags {
  readonly events: number;
  readonly seconds: number;
  readonly only: readonly RowName[];
  readonly json?: string;
}

const NAMES = [...Object.keys(ROWS), ...Object.keys(KURRENTDB_ROWS)] as RowName[];

const program = new Command('bench')
  .description(
    'Measures Recourse against raw floors in the same run. A wrong result fails the run; a slow one does not.',
  )
  .addOption(new Option('--events <n>', 'size of the log').default(100_000).argParser(atLeast(10_000)))
  .addOption(
    new Option('--seconds <s>', 'measuring time of each side of a comparison').default(5).argParser(atLeast(1)),
  )
  .addOption(new Option('--only <rows>', `some of ${NAMES.join(', ')}`).default(NAMES, 'all').argParser(rowNames))
  .option(
    '--json <file>',
    'write the results as JSON, too; - for standard output, and then the table to standard error',
  )
  .action((flags: Flags) => bench(flags));

await program.parseAsync();

async function bench({ events, seconds, only, json }: Flags): Promise<void> {
  const server = await BenchServer.start();
  try {
    const kurrentDb = await BenchKurrentDb.fromEnvironment();
    const about = { ...(await machine(server.adminUrl)), kurrentDb: kurrentDb?.about ?? null };
    if (!kurrentDb) process.stderr.write('KURRENTDB_URL is not set: the rows on KurrentDB are left out.\n');
    const results: Result[] = [];
    for (const name of only) results.push(...(await measure(name, { server, events, seconds }, kurrentDb)));
    const text = `${tableOf(results)}\n\n${machineText(about)}\n`;
    (json === '-' ? process.stderr : process.stdout).write(text);
    if (json === undefined) return;
    const written = jsonOf(about, { events, seconds, only }, results);
    if (json === '-') process.stdout.write(written);
    else await writeFile(json, written);
  } finally {
    await server.remove();
  }
}

async function measure(name: RowName, options: BenchOptions, kurrentDb: BenchKurrentDb | undefined): Promise<Result[]> {
  if (name in KURRENTDB_ROWS && !kurrentDb) return [];
  process.stderr.write(`${name} ...\n`);
  if (name in ROWS) return ROWS[name as PostgresRowName](options);
  return KURRENTDB_ROWS[name as KurrentDbRowName]({ ...options, kurrentDb: kurrentDb! });
}

function atLeast(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least.toLocaleString('en')}.`);
  };
}

function rowNames(text: string): RowName[] {
  const names = text.split(',') as RowName[];
  if (names.every((name) => NAMES.includes(name))) return names;
  throw new InvalidArgumentError(`The rows are ${NAMES.join(', ')}.`);
}
