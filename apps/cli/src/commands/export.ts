import {
  CountsDiffer,
  EventConditions,
  exportLog,
  isOfEvents,
  UnexportableEvent,
  type ExportForm,
  type ExportTarget,
} from '#interchange';
import { momentOf } from '#read-models';
import { orWrongUsage, requestOf } from '../asked.js';
import { collectSooner } from '../collect-sooner.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { CommandFailed, wrongUsage } from '../failure.js';
import { unwritable } from '../output.js';
import { showProgress } from '../progress/progress.js';
import { version } from '../version.js';
import { inWorkplace } from '../workplace.js';

export interface ExportCommand extends ExportForm {
  /** A path; standard output where it is left out, or `-`. */
  readonly output?: string;
  readonly manifest?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  /** What the API takes, by the names of the options. */
  readonly asked: Readonly<Record<string, string>>;
}

/** Writes part of the log into a file; progress and what came of it go to standard error, for the file may be standard output. */
export async function exportCommand(command: ExportCommand, signal: AbortSignal): Promise<ExitStatus> {
  collectSooner(50);
  const { asked, asOf, knownAt, output, manifest, ...form } = command;
  const conditions = requestOf(EventConditions, asked);
  if (asOf !== undefined && isOfEvents(form))
    throw wrongUsage(
      '--as-of: events are told as they were recorded; asOf has a meaning for engagements, xes and ocel',
    );
  if (knownAt !== undefined && isOfEvents(form))
    throw wrongUsage(
      '--known-at has a meaning for engagements, xes and ocel; what was recorded by a date is --time recorded --until',
    );
  const target = targetOf(command);
  const now = Date.now();
  return inWorkplace(async ({ store }) => {
    const progress = showProgress(`exporting ${form.format}`);
    const options = { version: version(), signal, onProgress: progress.update.bind(progress) };
    try {
      const made = await orWrongUsage(async () =>
        exportLog(
          store,
          {
            ...form,
            conditions,
            asOf: momentOf('asOf', asOf, now),
            knownAt: knownAt === undefined ? undefined : momentOf('knownAt', knownAt, now),
          },
          target,
          options,
        ),
      );
      progress.note(`${countsText(made.counts)}, ${made.bytes} bytes, SHA-256 ${made.sha256}`);
      return EXIT.done;
    } catch (error) {
      throw failureOf(error);
    } finally {
      progress.stop();
    }
  });
}

function targetOf({ format, output = '-', manifest }: ExportCommand): ExportTarget {
  if (output !== '-') return { output, manifest };
  if (format === 'ocel-sqlite') throw wrongUsage('SQLite needs a file of its own: name it with --output');
  if (format === 'parquet' && process.stdout.isTTY)
    throw wrongUsage('Parquet is nothing to read: name a file with --output');
  return { output: process.stdout, manifest };
}

function countsText(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return parts.join(', ') || 'nothing';
}

function failureOf(error: unknown): unknown {
  const isOurs = error instanceof UnexportableEvent || error instanceof CountsDiffer;
  return isOurs ? new CommandFailed(error.message, EXIT.unavailable) : unwritable(error);
}
