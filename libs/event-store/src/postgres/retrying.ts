import { SchemaTooNew, StoreUnavailable } from '../errors.js';
import { isPassing } from './passing-failure.js';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** Milliseconds to wait after so many failures in a row. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
}

export function unavailable(cause: unknown): StoreUnavailable {
  if (cause instanceof StoreUnavailable) return cause;
  return new StoreUnavailable(`the event store cannot be reached: ${(cause as Error).message}`, { cause });
}

export const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * Repeats what fails for reasons that pass.
 * @throws StoreUnavailable when it fails for another reason, or would still fail at the deadline (epoch ms).
 */
export async function retrying<T>(deadline: number, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof SchemaTooNew) throw error;
      const pause = pauseAfter(failures);
      if (!isPassing(error) || Date.now() + pause >= deadline) throw unavailable(error);
      await sleep(pause);
    }
  }
}
