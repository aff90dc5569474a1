import { bringUpToDate } from '../bring-up-to-date.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { inWorkplace, type Workplace } from '../workplace.js';

/** Reports tell of all that is recorded; where a projection stands still, standard error says so. */
export async function reporting(
  signal: AbortSignal,
  ask: (workplace: Workplace) => Promise<string>,
): Promise<ExitStatus> {
  return inWorkplace(async (workplace) => {
    const upToDate = await bringUpToDate(workplace, signal);
    console.log(await ask(workplace));
    return upToDate ? EXIT.done : EXIT.partly;
  });
}

export function inJson(report: object): string {
  return JSON.stringify(report, undefined, 2);
}
