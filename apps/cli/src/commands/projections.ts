import { NotFailed, NothingToSkip, NotLive, NotPaused } from '#projections';
import { bringUpToDate } from '../bring-up-to-date.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { CommandFailed } from '../failure.js';
import { projectionsTable } from '../tables/projections-table.js';
import { inWorkplace } from '../workplace.js';
import { requireProjection } from './known-projection.js';

export async function listProjections({ json = false }: { readonly json?: boolean }): Promise<ExitStatus> {
  return inWorkplace(async ({ projections }) => {
    const list = await projections.list();
    console.log(json ? JSON.stringify({ items: list }, undefined, 2) : projectionsTable(list));
    return EXIT.done;
  });
}

const DONE = {
  retry: 'tries again',
  skip: 'goes on after the event it failed over, which its tables lack until it is rebuilt',
  pause: 'is paused',
  resume: 'goes on',
} as const;

export type ProjectionOperation = keyof typeof DONE;

/** Changes what one projection does. What then goes on is done here and now, unless a server is at it. */
export async function operateProjection(
  operation: ProjectionOperation,
  name: string,
  signal: AbortSignal,
): Promise<ExitStatus> {
  requireProjection(name);
  return inWorkplace(async (workplace) => {
    await workplace.projections[operation](name).catch(inOneLine);
    console.log(`${name} ${DONE[operation]}`);
    if (operation === 'pause') return EXIT.done;
    return (await bringUpToDate(workplace, signal)) ? EXIT.done : EXIT.partly;
  });
}

const WRONG_STATE = [NotFailed, NothingToSkip, NotLive, NotPaused];

function inOneLine(error: unknown): never {
  if (WRONG_STATE.some((type) => error instanceof type)) throw new CommandFailed((error as Error).message, EXIT.partly);
  throw error;
}
