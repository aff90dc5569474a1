import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 1000;

/** What is watched, and who is told. */
export interface Watched {
  isRunning(): Promise<boolean>;
  start(): Promise<void>;
  /** Told before each attempt to start it again, and of the failure of one. */
  readonly logger?: { warn(details: object, message: string): void };
}

/** Starts a server again when it is found gone, such as after the system ran out of memory. */
export class Watchdog {
  private readonly stopping = new AbortController();
  private readonly watching: Promise<void>;

  constructor(private readonly watched: Watched) {
    this.watching = this.watch();
  }

  /** Returns once it will start nothing any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted && !(await this.watched.isRunning())) await this.revive();
    }
  }

  private async revive(): Promise<void> {
    const { logger } = this.watched;
    logger?.warn({}, 'the embedded PostgreSQL is gone: starting it again');
    await this.watched
      .start()
      .catch((err: unknown) => logger?.warn({ err }, 'the embedded PostgreSQL could not be started again'));
  }
}
