import { catchUp, OtherLog, ProjectionFailed } from '#projections';
import { PROJECTIONS } from '#read-models';
import { EXIT } from './exit-status.js';
import { CommandFailed } from './failure.js';
import { showProgress } from './progress/progress.js';
import type { Workplace } from './workplace.js';

/**
 * Waits until the read models have everything that is in the log, doing the work itself unless a server is at it.
 * Returns false, and says so on standard error, when a projection stands still: they then lack what came after.
 * @throws CommandFailed when they were filled from another log
 */
export async function bringUpToDate(
  { store, databaseUrl }: Workplace,
  signal: AbortSignal,
  label = 'bringing the read models up to date',
): Promise<boolean> {
  const progress = showProgress(label);
  try {
    const onProgress = progress.update.bind(progress);
    await catchUp({ store, databaseUrl, projections: PROJECTIONS, signal, onProgress });
    return true;
  } catch (error) {
    if (error instanceof OtherLog) throw new CommandFailed(`${error.message}: run "recourse rebuild"`, EXIT.partly);
    if (!(error instanceof ProjectionFailed)) throw error;
    progress.note(`${error.message}: what came after is missing from reports; see "recourse projections"`);
    return false;
  } finally {
    progress.stop();
  }
}
