import { pauseAfter, SchemaTooNew, sleep } from '#postgres';
import { StoreUnavailable, unavailable } from './errors.js';

/** The longest pause between two attempts. */
export const LONGEST_PAUSE_MS = 500;

/**
 * Repeats what fails for reasons that pass, which each engine tells in its own way.
 * @throws StoreUnavailable when it fails for another reason, or would still fail at the deadline (epoch ms).
 */
export async function retrying<T>(
  deadline: number,
  isPassing: (error: unknown) => boolean,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof SchemaTooNew) throw error;
      const pause = pauseAfter(failures, LONGEST_PAUSE_MS);
      const givenUp = error instanceof StoreUnavailable || !isPassing(error);
      if (givenUp || Date.now() + pause >= deadline) throw unavailable(error);
      await sleep(pause);
    }
  }
}
