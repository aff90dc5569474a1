import { NotReadable, pinOf, PinRequest } from '#read-models';
import { requestOf } from '../asked.js';
import { bringUpToDate } from '../bring-up-to-date.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { CommandFailed } from '../failure.js';
import { inWorkplace, type Workplace } from '../workplace.js';

interface Reporting {
  readonly signal: AbortSignal;
  /** What to read in place of the tables that serve, as the command line has it. */
  readonly pin?: string | undefined;
}

/** Reports tell of all that is recorded; where a projection stands still, standard error says so. */
export async function reporting(
  { signal, ...asked }: Reporting,
  ask: (workplace: Workplace) => Promise<string>,
): Promise<ExitStatus> {
  const { pin } = requestOf(PinRequest, asked);
  return inWorkplace(async (workplace) => {
    const upToDate = await bringUpToDate(workplace, signal);
    const readModels = workplace.readModels.pinnedTo(pinOf(pin));
    console.log(await ask({ ...workplace, readModels }).catch(inOneLine));
    return upToDate ? EXIT.done : EXIT.partly;
  });
}

function inOneLine(error: unknown): never {
  throw error instanceof NotReadable ? new CommandFailed(error.message, EXIT.unavailable) : error;
}

export function inJson(report: object): string {
  return JSON.stringify(report, undefined, 2);
}
