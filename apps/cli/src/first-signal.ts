import { EXIT } from './exit-status.js';

/** Aborted by the first SIGINT or SIGTERM, so that commands end in order; a second one ends the process at once. */
export function firstSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.interrupted);
      stop.abort();
    });
  }
  return stop.signal;
}
