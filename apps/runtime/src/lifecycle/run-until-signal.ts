import type { Logger } from 'pino';

/** Something that was started and can be closed in order. */
export interface Running {
  close(): Promise<void>;
}

export interface RunOptions {
  readonly logger: Logger;
  /** How long closing may take before the process ends without it. */
  readonly timeoutMs: number;
}

const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const;
/** npm passes on the Ctrl-C that the terminal has sent to everybody already: that is one signal and no impatience. */
const ECHO_MS = 1000;
type Signal = keyof typeof SIGNALS;

/**
 * Starts something and closes it in order on SIGTERM or SIGINT; a signal during the start waits for the start to end.
 * The process then ends: 0 when all was closed, 1 when it failed or took too long. A second signal ends it at once.
 * Resolves when the start is done; what `start` throws is the caller's to report.
 */
export async function runUntilSignal<T extends Running>(start: () => Promise<T>, options: RunOptions): Promise<T> {
  const stopped = firstSignal();
  const running = start();
  void stopped.then((signal) => stop(signal, running, options));
  return running;
}

function firstSignal(): Promise<Signal> {
  return new Promise((resolve) => {
    let first: { readonly signal: Signal; readonly at: number } | undefined;
    for (const signal of Object.keys(SIGNALS) as Signal[]) {
      process.on(signal, () => {
        const isEcho = signal === first?.signal && performance.now() - first.at < ECHO_MS;
        if (first && !isEcho) process.exit(128 + SIGNALS[signal]);
        first ??= { signal, at: performance.now() };
        resolve(signal);
      });
    }
  });
}

async function stop(signal: Signal, running: Promise<Running>, { logger, timeoutMs }: RunOptions): Promise<void> {
  logger.info({ signal }, 'stopping');
  setTimeout(() => {
    logger.error({ timeoutMs }, 'stopping took too long: requests in hand are cut off; what was acknowledged is kept');
    process.exit(1);
  }, timeoutMs);
  try {
    await (await running).close();
    logger.info('stopped');
    process.exit(0);
  } catch (err) {
    logger.error({ err }, 'stopping failed');
    process.exit(1);
  }
}
