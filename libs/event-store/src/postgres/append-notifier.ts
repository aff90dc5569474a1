import { sleep } from '#postgres';
import type { Database } from './database.js';
import { statement } from './sql.js';

const NOTIFY = statement('notify');

/** Between two notifications: what is appended meanwhile shares the second. */
const INTERVAL_MS = 5;

const TIMEOUT_MS = 1_000;

/**
 * Wakes the followers in other processes, after the commit and outside it: a NOTIFY inside would make all commits of
 * the database wait for each other. Whether it arrives does not matter: followers also poll.
 */
export class AppendNotifier {
  private due = false;
  private working: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly self: string,
  ) {}

  notify(): void {
    this.due = true;
    this.working ??= this.work();
  }

  async drained(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.due) {
      this.due = false;
      await this.database.query(NOTIFY, [this.self], Date.now() + TIMEOUT_MS).catch(() => undefined);
      await sleep(INTERVAL_MS);
    }
    this.working = undefined;
  }
}
