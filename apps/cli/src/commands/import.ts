import { basename } from 'node:path';
import {
  importEvents,
  importItems,
  isCloudEvent,
  openItems,
  peekItems,
  sourceOf,
  UnreadableFile,
  type ImportResult,
  type LineError,
  type PeekedItems,
} from '#interchange';
import { isKurrentDb, readConfiguration } from '../../../runtime/src/index.js';
import { bringUpToDate } from '../bring-up-to-date.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { wrongUsage } from '../failure.js';
import { showProgress } from '../progress/progress.js';
import { inWorkplace, type Workplace } from '../workplace.js';

export interface ImportCommand {
  readonly path: string;
  readonly source?: string;
}

/** Imports a file; bad lines and progress go to standard error, the result to standard output. */
export async function importCommand({ path, source }: ImportCommand, signal: AbortSignal): Promise<ExitStatus> {
  if (source?.trim() === '') throw wrongUsage('the source must not be blank');
  const unreadable = (error: unknown): never => {
    throw error instanceof UnreadableFile ? wrongUsage(`${path} cannot be read: ${error.message}`) : error;
  };
  // Opened first: a file that cannot be read is no reason to start a database.
  const items = await openItems(path, signal).then(peekItems).catch(unreadable);
  try {
    if (holdsEvents(items) && source !== undefined)
      throw wrongUsage('exported events have their ids: --source has no meaning');
    const work = (workplace: Workplace) => importInto(workplace, items, { path, source }, signal);
    return await inWorkplace(work, { create: true }).catch(unreadable);
  } finally {
    await items.close();
  }
}

async function importInto(
  workplace: Workplace,
  items: PeekedItems,
  { path, source = sourceOf(path) }: ImportCommand,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const { ledger, store } = workplace;
  const result = await withProgress(path, (progress) =>
    holdsEvents(items)
      ? importEvents(items, store, { ...progress, signal, atomic: keepsCallsTogether() })
      : importItems(items, ledger, store, { ...progress, signal, source }),
  );
  tell(path, result);
  await refresh(workplace, result, signal);
  if (result.aborted) return EXIT.interrupted;
  return result.failed > 0 ? EXIT.partly : EXIT.done;
}

function holdsEvents({ first }: PeekedItems): boolean {
  return first !== undefined && 'value' in first && isCloudEvent(first.value);
}

/** PostgreSQL commits the appends of one call together; KurrentDB does not. */
function keepsCallsTogether(): boolean {
  const { storage } = readConfiguration();
  return storage.kind === 'embedded' || !isKurrentDb(storage.eventStoreUrl);
}

type Reporting = Pick<Parameters<typeof importItems>[3], 'onProgress' | 'onError'>;

async function withProgress(path: string, run: (reporting: Reporting) => Promise<ImportResult>): Promise<ImportResult> {
  const progress = showProgress(`importing ${basename(path)}`);
  try {
    return await run({
      onProgress: ({ read, steps, done, size }) =>
        progress.update({ lines: read, events: steps, fraction: size && done / size }),
      onError: (error) => progress.note(lineOf(path, error)),
    });
  } finally {
    progress.stop();
  }
}

/** As compilers write it: editors find their way from it. */
function lineOf(path: string, { line, key, field, reason }: LineError): string {
  return [`${path}:${line}`, key, field, reason].filter((part) => part !== undefined).join(': ');
}

function tell(path: string, result: ImportResult): void {
  const { read, recorded, alreadyThere, failed, steps, lastPosition, lastLine, aborted } = result;
  if (aborted) console.log(`stopped after line ${lastLine}: import ${path} again to go on`);
  else if (read === 0) console.log(`${path} holds no unions, no cases and no events`);
  console.log(`${read} read: ${recorded} recorded, ${alreadyThere} already there, ${failed} failed`);
  if (lastPosition) console.log(`${steps} events recorded, the last at position ${lastPosition}`);
}

/** A stop that was asked for is granted; the next command catches up. */
async function refresh(workplace: Workplace, { aborted, steps }: ImportResult, signal: AbortSignal): Promise<void> {
  if (aborted || steps === 0) return;
  await bringUpToDate(workplace, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
