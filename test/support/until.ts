import { setTimeout as sleep } from 'node:timers/promises';

/** Against waiting for ever, and no measure of anything: the machine may be busy. */
const PATIENCE_MS = 90_000;
const LOOK_EVERY_MS = 20;

/** What `ask` comes up with, once it is neither undefined nor false; an error of `ask` counts as not yet. */
export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<Exclude<T, undefined | false>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let last: unknown = 'no'; ;) {
    try {
      const found = await ask();
      if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`never came: ${what}`, { cause: last });
    await sleep(LOOK_EVERY_MS);
  }
}
