import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type * as Measures from '#measures';
import type { CopyCommand } from './commands/copy.js';
import type { ExportCommand } from './commands/export.js';
import type { HistoryOptions } from './commands/history.js';
import type { DiffOptions, ProjectionOperation } from './commands/projections.js';
import type { ResponseTimesOptions, TabulationOptions } from './commands/report.js';
import type { ReplayCommand } from './commands/replay.js';
import type { ExitStatus } from './exit-status.js';
import {
  ABOUT_CHECK,
  ABOUT_COPY,
  ABOUT_EXPORT,
  ABOUT_IMPORT,
  ABOUT_PROJECTIONS,
  ABOUT_REPLAY,
  ENVIRONMENT,
} from './help-texts.js';
import { version } from './version.js';

/** Does what a command is for, with its modules: they are loaded by the command that needs them, not by `--help`. */
export type Perform = (work: () => Promise<ExitStatus>) => Promise<void>;

export function createProgram(perform: Perform, signal: AbortSignal): Command {
  // What is set before a command is added holds for it, too.
  const program = new Command('recourse')
    .description('An event-sourced case ledger for labour-rights organisations.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', ENVIRONMENT)
    .showHelpAfterError('(--help tells what there is)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'recourse: ')) })
    .exitOverride();
  addImport(program, perform, signal);
  addExport(program, perform, signal);
  addCopy(program, perform, signal);
  addReplay(program, perform, signal);
  addHistory(program, perform);
  addRebuild(program, perform, signal);
  addProjections(program, perform, signal);
  addReports(program, perform, signal);
  addCheck(program, perform, signal);
  return program;
}

function addImport(program: Command, perform: Perform, signal: AbortSignal): void {
  program
    .command('import')
    .description('record the unions and cases of a file')
    .argument('<file>', 'JSON lines, or YAML; - is standard input')
    .option('-s, --source <name>', "what ids derive from (default: the file's name without its extension)")
    .addHelpText('after', ABOUT_IMPORT)
    .action((path: string, { source }: { source?: string }) =>
      perform(async () => (await import('./commands/import.js')).importCommand({ path, source }, signal)),
    );
}

/** Said here, too: the library that knows them is loaded by the command, not by `--help`. */
const EXPORT_FORMATS = ['ndjson', 'cloudevents', 'csv', 'parquet', 'xes', 'ocel-json', 'ocel-sqlite'];

type ExportOptions = Omit<ExportCommand, 'asked' | 'format'> & { readonly union?: string } & Record<string, string>;

function addExport(program: Command, perform: Perform, signal: AbortSignal): void {
  program
    .command('export')
    .description('write the log, or part of it, into a file for other tools')
    .addArgument(new Argument('<format>', 'of the file').choices(EXPORT_FORMATS))
    .option('-o, --output <file>', 'where to; - is standard output, which is the default', path)
    .option('--manifest <file>', 'filters, position, counts and SHA-256 (default: beside the file)', path)
    .addOption(new Option('--table <rows>', 'of csv and parquet').choices(['events', 'engagements']).default('events'))
    .addOption(new Option('--traces <of>', 'of xes').choices(['cases', 'engagements']).default('cases'))
    .option('--upcast', 'ndjson and cloudevents: old events in the newest schema, not as they were stored', false)
    .option('--from <position>', 'events after it')
    .option('--to <position>', 'events up to it (default: the end of the log as the export begins)')
    .option('--types <names>', 'event types, separated by commas')
    .option('--level <level>', 'about a union that had it at that time')
    .option('--union <id>', 'about this union')
    .option('--sector <sector>', 'of the case')
    .option('--region <code>', 'of the case, or the digits it begins with')
    .option('--since <date>', 'what may have happened in it or later')
    .option('--until <date>', 'what may have happened before it ends')
    .addOption(new Option('--time <which>', 'what --since and --until are about').choices(['occurred', 'recorded']))
    .option('--as-of <date>', 'engagements, xes, ocel: cases as they were by its end; running clocks are censored then')
    .option('--known-at <date>', 'engagements, xes, ocel: without what was recorded after its end')
    .addHelpText('after', ABOUT_EXPORT)
    .action((format: ExportCommand['format'], options: ExportOptions) =>
      perform(async () => (await import('./commands/export.js')).exportCommand(exportAsked(format, options), signal)),
    );
}

function exportAsked(format: ExportCommand['format'], options: ExportOptions): ExportCommand {
  const { output, manifest, table, traces, upcast, asOf, knownAt, union: unionId, ...asked } = options;
  const ours = { format, output, manifest, table, traces, upcast, asOf, knownAt };
  return { ...ours, asked: { ...asked, ...(unionId !== undefined && { unionId }) } };
}

function addCopy(program: Command, perform: Perform, signal: AbortSignal): void {
  program
    .command('copy')
    .description('copy the log into another store, or compare the two')
    .option('--from <url>', 'the log to copy (default: what the server works on)')
    .requiredOption('--to <url>', 'an empty store, or what an earlier copy left: postgres://… or kurrentdb://…')
    .option('--follow', 'go on with what is recorded meanwhile, until Ctrl-C or SIGTERM')
    .option('--verify', 'copy nothing: count and compare both')
    .addHelpText('after', ABOUT_COPY)
    .action((options: CopyCommand) =>
      perform(async () => (await import('./commands/copy.js')).copyCommand(options, signal)),
    );
}

/** A variable of a script that is not set makes an empty name, which is no file's. */
function path(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must be the path of a file.');
  return text;
}

function addReplay(program: Command, perform: Perform, signal: AbortSignal): void {
  program
    .command('replay')
    .description('fold the events of the log with a function of your own')
    .argument('<fold>', 'a module of JavaScript or TypeScript: initial, on, finish')
    .option('--from <position>', 'events after it')
    .option('--to <position>', 'events up to it')
    .option('--types <types>', 'of these types alone, separated by commas (default: all that the fold counts)')
    .option('--stream <stream>', 'of one stream: case:KEY, case:UUID, union:KEY or union:UUID')
    .option('--source <name>', "what the KEY was imported under (default: the study's cases)")
    .option('--union <id>', 'about this union')
    .option('--level <level>', 'about a union that had this level when they happened')
    .option('--sector <sector>', 'of the case, or of the union')
    .option('--region <code>', 'of the case or of the union, or the digits it begins with')
    .option('--since <date>', 'what may have happened in it or later')
    .option('--until <date>', 'what may have happened before its end')
    .option('--time <what>', 'what --since and --until are about: occurred or recorded (default: occurred)')
    .option('--as-of <date>', 'what had happened by its end, corrections applied')
    .option('--known-at <date>', 'what had been recorded by its end, corrections of that time applied')
    .option('--corrected', 'as of now, corrections applied')
    .option('--step', 'show the state after each event')
    .addOption(
      new Option('--format <format>', 'of the result (default: json, or csv for a file *.csv)').choices([
        'json',
        'csv',
      ]),
    )
    .option('-o, --output <file>', 'write the result there once it is whole (default: standard output)', path)
    .addOption(new Option('--memory <MB>', 'what the fold may take').argParser(megabytes).default(1024))
    .addHelpText('after', ABOUT_REPLAY)
    .action((module: string, options: ReplayOptions) =>
      perform(async () => (await import('./commands/replay.js')).replayCommand(replayAsked(module, options), signal)),
    );
}

type ReplayOptions = Omit<ReplayCommand, 'path' | 'conditions'> & { readonly union?: string } & Readonly<
    Record<string, string>
  >;

function replayAsked(path: string, options: ReplayOptions): ReplayCommand {
  const { stream, source, asOf, knownAt, corrected, step, format, output, memory, union, ...conditions } = options;
  return {
    ...{ path, stream, source, asOf, knownAt, corrected, step, format, output, memory },
    conditions: { ...conditions, ...(union !== undefined && { unionId: union }) },
  };
}

function megabytes(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of megabytes.');
  return Number(text);
}

function addHistory(program: Command, perform: Perform): void {
  program
    .command('history')
    .description("tell a case's story: what happened, what was known when, corrections in place")
    .argument('<case>', 'case:KEY or case:UUID')
    .option('--source <name>', "what the KEY was imported under (default: the study's cases)")
    .option('--as-of <date>', 'what had happened by its end')
    .option('--known-at <date>', 'what had been recorded by its end')
    .option('--json', 'as JSON, with everything')
    .action((name: string, options: HistoryOptions) =>
      perform(async () => (await import('./commands/history.js')).historyCommand({ name, ...options })),
    );
}

function addRebuild(program: Command, perform: Perform, signal: AbortSignal): void {
  program
    .command('rebuild')
    .description('build the query tables anew from the log, beside those that serve until the new ones take over')
    .argument('[projection]', 'this one alone (default: all)')
    .action((name: string | undefined) =>
      perform(async () => (await import('./commands/rebuild.js')).rebuildCommand(name, signal)),
    );
}

const OPERATIONS: Readonly<Record<ProjectionOperation, string>> = {
  retry: 'try the event again that it failed over',
  skip: 'go on after the event that it failed over',
  pause: 'stop it until it is resumed',
  resume: 'go on after a pause',
};

function addProjections(program: Command, perform: Perform, signal: AbortSignal): void {
  const load = () => import('./commands/projections.js');
  const command = program
    .command('projections')
    .description('list the projections that fill the query tables, or change what one does')
    .addHelpText('after', ABOUT_PROJECTIONS);
  command
    .command('list', { isDefault: true })
    .description('state, position and lag of each (the default)')
    .option('--json', 'as JSON')
    .allowExcessArguments()
    .action((options: { json?: boolean }, list: Command) => {
      // The default command is handed whatever is no other command.
      if (list.args.length > 0) list.error(`error: unknown command '${list.args[0]}'`);
      return perform(async () => (await load()).listProjections(options));
    });
  for (const [operation, about] of Object.entries(OPERATIONS)) {
    command
      .command(operation)
      .description(about)
      .argument('<projection>', 'its name')
      .argument('[version]', 'of it (default: the one that this program has)')
      .action((name: string, version: string | undefined) =>
        perform(async () => (await load()).operateProjection(operation as ProjectionOperation, name, version, signal)),
      );
  }
  addVersions(command, perform, signal);
}

function addVersions(command: Command, perform: Perform, signal: AbortSignal): void {
  const load = () => import('./commands/projections.js');
  command
    .command('plan')
    .description('what a server of this program would build, and about how long that takes')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => perform(async () => (await load()).planProjections(options)));
  command
    .command('rebuild')
    .description('build it anew beside the tables that serve, until it takes over')
    .argument('[projection]', 'this one alone (default: all)')
    .action((name: string | undefined) =>
      perform(async () => (await import('./commands/rebuild.js')).rebuildCommand(name, signal)),
    );
  command
    .command('retire')
    .description('drop the tables of a version that does not serve')
    .argument('<projection>', 'its name')
    .argument('<version>')
    .action((name: string, version: string) => perform(async () => (await load()).retireProjection(name, version)));
  command
    .command('diff')
    .description('compare two versions row by row; exit status 1 when they differ')
    .argument('<projection>', 'its name')
    .argument('<one>', 'a version')
    .argument('<other>', 'another')
    .option('--limit <n>', 'rows that are shown; all are counted', '20')
    .option('--json', 'a line for each row, and one with the counts')
    .action((name: string, one: string, other: string, options: DiffOptions) =>
      perform(async () => (await load()).diffProjection(name, one, other, options, signal)),
    );
}

/** Said here, too: the library that knows them is loaded by the command, not by `--help`. */
const GROUPINGS = 'level, union, department, reason, sector, region, period';

function addReports(program: Command, perform: Perform, signal: AbortSignal): void {
  const command = program.command('report').description('print a report over all that is recorded, or publish one');
  program.hook('preSubcommand', async (_, asked) => {
    if (asked === command) addEachReport(command, perform, signal, await import('#measures'));
  });
}

/** @param measures knows the reports; loaded once one is asked for, not by `--help` */
function addEachReport(
  command: Command,
  perform: Perform,
  signal: AbortSignal,
  { MEASURES, TABULATIONS }: typeof Measures,
): void {
  const load = () => import('./commands/report.js');
  takingClocks(command.command('response-times').description(ABOUT_RESPONSE_TIMES), MEASURES)
    .addOption(new Option('--json', 'as JSON').conflicts('csv'))
    .option(...PIN)
    .option('--csv', 'as CSV')
    .action((options: ClocksOptions) =>
      perform(async () => (await load()).reportResponseTimes(clocksAsked(options), signal)),
    );
  for (const tabulation of TABULATIONS) {
    takingCases(command.command(tabulation.name).description(tabulation.about))
      .addOption(new Option('--csv', 'as CSV').conflicts('json'))
      .addOption(
        new Option('--figure <name>', 'the list of what that figure counts, by its name in --json').conflicts('csv'),
      )
      .action((options: CasesOptions) =>
        perform(async () => (await load()).reportTabulation(tabulation, casesAsked(options), signal)),
      );
  }
  takingCases(
    command.command('referral-edges').description('who sends workers to whom, as CSV for graph tools'),
  ).action((options: CasesOptions) =>
    perform(async () => (await load()).reportReferralEdges(casesAsked(options), signal)),
  );
  addPublishedReports(command, perform, signal, MEASURES);
}

function addPublishedReports(
  command: Command,
  perform: Perform,
  signal: AbortSignal,
  measures: readonly string[],
): void {
  const load = () => import('./commands/published-reports.js');
  const publish = command.command('publish').description('record for good what a report stands on, and its digest');
  takingClocks(publish.command('response-times').description(ABOUT_RESPONSE_TIMES), measures)
    .option('--title <text>', 'what it is printed under')
    .option('--note <text>', 'whatever else is to be known of it')
    .option('--json', 'as JSON')
    .action((options: ClocksOptions) =>
      perform(async () => (await load()).publishResponseTimes(clocksAsked(options), signal)),
    );
  command
    .command('published')
    .description('list the published reports, or compute one again and tell whether it is still the same')
    .argument('[id]', 'of a published report (default: list all)')
    .option('--json', 'as JSON')
    .option(...PIN)
    .action((id: string | undefined, options: { json?: boolean; pin?: string }) =>
      perform(async () => {
        const { listPublishedReports, showPublishedReport } = await load();
        return id === undefined ? listPublishedReports(options, signal) : showPublishedReport(id, options, signal);
      }),
    );
  command
    .command('changes')
    .description('what was recorded since and changes the figures of a published report')
    .argument('<id>', 'of a published report')
    .option('--json', 'as JSON')
    .option(...PIN)
    .action((id: string, options: { json?: boolean; pin?: string }) =>
      perform(async () => (await load()).reportChangesOf(id, options, signal)),
    );
}

const PIN = ['--pin <versions>', 'read these tables, such as cases:4, in place of those that serve'] as const;

const ABOUT_RESPONSE_TIMES = 'how long the unions took, over engagements (one case x one union)';

type ClocksOptions = ResponseTimesOptions & { readonly union?: string; readonly case?: string };

function takingClocks(command: Command, measures: readonly string[]): Command {
  return command
    .option(
      '-g, --group-by <what>',
      `one row for each; one or two, separated by commas, of ${GROUPINGS} (default: level)`,
    )
    .addOption(new Option('-m, --measure <clock>', 'what is waited for (default: first_reply)').choices(measures))
    .option('--unit <unit>', 'engagement, or any_union_at_level: one record for each case and level')
    .option('--days <calendar>', 'calendar or working (default: calendar)')
    .option('--horizons <days>', 'after how many days incidence is told (default: 1,7,30,90)')
    .option('--classes <names>', 'which count as the event of the median (default: all of the measure)')
    .option('--compete <ends>', 'what else ends a clock: arbitration, court, or both')
    .option('--ci-type <type>', 'log-log, log or plain (default: log-log)')
    .option('--median-rule <rule>', 'midpoint or left_edge (default: midpoint)')
    .option('--period <date>', 'clocks that started in it, such as 2021 or 2021-01/2021-06')
    .option('--entry <which>', 'started, or running: earlier clocks that still ran in the period enter late')
    .option('--per <length>', 'with --group-by period: year, quarter or month (default: year)')
    .option('--as-of <date>', 'what had happened by its end')
    .option('--known-at <date>', 'what had been recorded by its end')
    .option('--position <position>', 'what had been recorded up to there in the log')
    .option('--level <level>', 'of the union when it was called')
    .option('--union <id>', 'this one alone')
    .option('--department <name>', 'of the union')
    .option('--reason <code>', 'that was given for not acting')
    .option('--sector <sector>', 'of the case')
    .option('--region <code>', 'of the union, or the digits it begins with')
    .option('--case <id>', 'this one alone')
    .option('--compare <test>', 'whether the groups differ: log_rank or gray')
    .option('--curve', 'whole curves, in JSON');
}

function clocksAsked({ union: unionId, case: caseId, ...options }: ClocksOptions): ResponseTimesOptions {
  return { ...options, ...(unionId && { unionId }), ...(caseId && { caseId }) };
}

type CasesOptions = TabulationOptions & { readonly case?: string };

function takingCases(command: Command): Command {
  return command
    .option('--opened <date>', 'cases that may have opened in it, such as 2021 or 2021-01/2021-06')
    .option('--sector <sector>', 'of the case')
    .option('--region <code>', 'of the case, or the digits it begins with')
    .option('--case <id>', 'this one alone')
    .option('--as-of <date>', 'what had happened by its end')
    .option('--known-at <date>', 'what had been recorded by its end')
    .option('--position <position>', 'what had been recorded up to there in the log')
    .option(...PIN)
    .option('--json', 'as JSON');
}

function casesAsked({ case: caseId, ...options }: CasesOptions): TabulationOptions {
  return { ...options, ...(caseId !== undefined && { caseId }) };
}

function addCheck(program: Command, perform: Perform, signal: AbortSignal): void {
  program
    .command('check')
    .description('find the figures of published tables that cannot be right')
    .argument('<file>', 'tallies in YAML or JSON; - is standard input')
    .option('--json', 'as JSON')
    .addHelpText('after', ABOUT_CHECK)
    .action((path: string, options: { json?: boolean }) =>
      perform(async () => (await import('./commands/check.js')).checkCommand({ path, ...options }, signal)),
    );
}
