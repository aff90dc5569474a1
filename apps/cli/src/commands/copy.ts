import { compareLogs, copyLog, NotACopy, TargetChanged, type CopyResult } from '#log-copy';
import { comparisonText } from '../copying/comparison-text.js';
import { inBothLogs, type Logs, type LogUrls } from '../copying/in-both-logs.js';
import { Phases } from '../copying/phases.js';
import { QuietNote } from '../copying/quiet-note.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { CommandFailed, wrongUsage } from '../failure.js';
import { showProgress } from '../progress/progress.js';

export interface CopyCommand extends LogUrls {
  /** Go on with what is appended to the source, until a signal. */
  readonly follow?: boolean;
  /** Copy nothing, compare only. */
  readonly verify?: boolean;
}

/** Copies a log into another store, or compares the two; what came of it goes to standard output. */
export async function copyCommand(command: CopyCommand, signal: AbortSignal): Promise<ExitStatus> {
  const { follow = false, verify = false } = command;
  if (follow && verify) throw wrongUsage('--follow copies, --verify only compares: choose one');
  return inBothLogs(command, async (logs) => {
    if (verify) return compare(logs, signal);
    const result = await copy(logs, follow, signal);
    tell(result);
    const { complete, disordered } = result;
    if (!complete) return EXIT.interrupted;
    if (follow) return disordered ? EXIT.partly : EXIT.done;
    return compare(logs, signal);
  });
}

async function copy({ source, target, atomic }: Logs, follow: boolean, signal: AbortSignal): Promise<CopyResult> {
  const progress = new Phases();
  const caughtUp = new QuietNote((events) => progress.note(`caught up: the target has all ${events} events`));
  try {
    return await copyLog(source, target, {
      atomic,
      follow,
      signal,
      onComparing: (step) => progress.update('reading what is there', step),
      onProgress: (step) => progress.update('copying', step),
      onCaughtUp: follow ? (events) => caughtUp.tell(events) : undefined,
      onFailure: ({ message }) => progress.note(`the target does not answer, and is tried again: ${message}`),
    });
  } catch (error) {
    if (!(error instanceof NotACopy || error instanceof TargetChanged)) throw error;
    throw new CommandFailed(error.message, EXIT.unavailable);
  } finally {
    caughtUp.stop();
    progress.stop();
  }
}

function tell({ found, copied, complete, disordered }: CopyResult): void {
  console.log(`${copied} events copied, ${found} were there`);
  if (!complete) console.log('stopped before the end of the source: copy again to go on');
  if (disordered) console.log('a failure let events of different streams overtake each other; each stream is in order');
}

async function compare({ source, target }: Logs, signal: AbortSignal): Promise<ExitStatus> {
  const progress = showProgress('comparing');
  const comparing = compareLogs(source, target, { signal, onProgress: (step) => progress.update(step) });
  const comparison = await comparing.finally(() => progress.stop());
  console.log(comparisonText(comparison));
  return comparison.identical ? EXIT.done : EXIT.partly;
}
