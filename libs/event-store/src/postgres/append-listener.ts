import pg from 'pg';
import { connectionTo, hangUp, pauseAfter, sleep } from '#postgres';
import { LONGEST_PAUSE_MS } from '../retrying.js';

/** Nobody may append for long, and followers poll. */
const PATIENCE_MS = 0;

const TIMEOUT_MS = 5_000;

/** Hears of appends by other processes, as long as somebody wants to. Missing some does no harm: followers also poll. */
export class AppendListener {
  private listeners = 0;
  private closed = false;
  private client: pg.Client | undefined;
  private working: Promise<void> | undefined;

  /** @param self the payload of this process's own notifications, which are not news */
  constructor(
    private readonly url: string,
    private readonly self: string,
    private readonly onAppend: () => void,
  ) {}

  start(): void {
    this.listeners++;
    this.working ??= this.work();
  }

  stop(): void {
    if (--this.listeners === 0) this.hangUp();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.hangUp();
    await this.working;
  }

  private get wanted(): boolean {
    return this.listeners > 0 && !this.closed;
  }

  private async work(): Promise<void> {
    for (let failures = 0; this.wanted;) {
      const client = new pg.Client(connectionTo(this.url, 'event store', PATIENCE_MS));
      this.client = client;
      client.on('error', () => undefined);
      client.on('notification', ({ payload }) => payload !== this.self && this.onAppend());
      const ended = new Promise<void>((resolve) => client.on('end', resolve));
      try {
        // Hanging up in the middle of connecting is answered by `end` alone.
        await Promise.race([listen(client), ended]);
        failures = 0;
        // Something may have been appended while nobody listened.
        this.onAppend();
        if (this.wanted) await ended;
      } catch {
        failures++;
      }
      this.hangUp();
      if (this.wanted) await sleep(pauseAfter(failures, LONGEST_PAUSE_MS));
    }
    this.working = undefined;
  }

  private hangUp(): void {
    if (this.client) void hangUp(this.client);
  }
}

async function listen(client: pg.Client): Promise<void> {
  await client.connect();
  // The driver's types do not know of a time limit for one query.
  const query: pg.QueryConfig & { query_timeout: number } = { text: 'LISTEN event_store', query_timeout: TIMEOUT_MS };
  await client.query(query);
}
