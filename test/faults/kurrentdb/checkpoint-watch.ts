import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Pace } from '../../support/pace.js';

const LOOK_EVERY_MS = 10;

/** Sees the projections move, by their checkpoints. */
export class CheckpointWatch {
  readonly moved = new Pace();
  private stopped = false;
  private readonly watching: Promise<void>;

  constructor(databaseUrl: string) {
    this.watching = this.watch(new pg.Client({ connectionString: databaseUrl }));
    // Whoever ends the watch hears of it.
    this.watching.catch(() => undefined);
  }

  async end(): Promise<void> {
    this.stopped = true;
    await this.watching;
  }

  private async watch(client: pg.Client): Promise<void> {
    await client.connect();
    try {
      for (let last = await this.checkpoints(client); !this.stopped; await sleep(LOOK_EVERY_MS)) {
        const now = await this.checkpoints(client);
        if (now !== last) this.moved.note();
        last = now;
      }
    } finally {
      await client.end();
    }
  }

  private async checkpoints(client: pg.Client): Promise<string> {
    const { rows } = await client.query('SELECT name, version, position FROM projections.projections ORDER BY 1, 2');
    return JSON.stringify(rows);
  }
}
