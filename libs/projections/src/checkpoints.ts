import type { Pool } from 'pg';
import type { Position } from '#event-store';
import { Bell } from './bell.js';
import { ProjectionFailed, ProjectionTimeout } from './errors.js';
import { isLive, type Failure, type ProjectionState } from './state.js';

export interface WaitOptions {
  /** Default 5,000. */
  readonly timeoutMs?: number;
  /** Ends the wait with its reason. */
  readonly signal?: AbortSignal;
}

/** Somebody who waits for projections to get somewhere. */
interface Waiter {
  readonly position: Position;
  readonly pending: Set<string>;
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Row {
  readonly name: string;
  readonly version: number;
  readonly state: ProjectionState;
  readonly position: Position;
  readonly failure: Failure | null;
}

const DEFAULT_TIMEOUT_MS = 5_000;

/** Between two looks at the table: shortest when somebody has just begun to wait. */
const SHORTEST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;

/**
 * Where the projections are, for those who wait. What an engine in this process does is known at once; of other engines
 * the table tells, which one query looks up for all who wait, and only while somebody does. (A NOTIFY in each commit
 * would make all commits of the database that notify wait for each other.)
 */
export class Checkpoints {
  private readonly here = new Map<string, Position>();
  private readonly waiters = new Set<Waiter>();
  private readonly arrived = new Bell();
  private polling = false;

  /** @param versions of the projections, by name */
  constructor(
    private readonly pool: Pool,
    private readonly versions: ReadonlyMap<string, number>,
  ) {}

  /** An engine in this process is in charge of the projection and has brought it there. */
  publish(name: string, position: Position): void {
    this.here.set(name, position);
    for (const waiter of this.waiters) settle(waiter, name, position);
  }

  /** No engine in this process is in charge of the projection any longer. */
  withdraw(name: string): void {
    if (this.here.delete(name)) this.poll();
  }

  /** Resolves when all of them have reached the position. @throws ProjectionTimeout, ProjectionFailed */
  async waitFor(names: readonly string[], position: Position, options: WaitOptions = {}): Promise<void> {
    const pending = new Set(names.filter((name) => !((this.here.get(name) ?? '') >= position)));
    if (pending.size === 0) return;
    await this.wait(pending, position, options);
  }

  private async wait(
    pending: Set<string>,
    position: Position,
    { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: WaitOptions,
  ) {
    signal?.throwIfAborted();
    let waiter: Waiter | undefined;
    let timer: NodeJS.Timeout | undefined;
    let abort: (() => void) | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        waiter = { position, pending, since: performance.now(), resolve, reject };
        timer = setTimeout(() => reject(new ProjectionTimeout([...pending], position, timeoutMs)), timeoutMs);
        abort = () => reject(signal!.reason as Error);
        signal?.addEventListener('abort', abort);
        this.waiters.add(waiter);
        this.poll();
      });
    } finally {
      this.waiters.delete(waiter!);
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort!);
    }
  }

  private poll(): void {
    this.arrived.ring();
    if (this.polling) return;
    this.polling = true;
    void this.look();
  }

  private async look(): Promise<void> {
    for (let youngest = this.youngest(); youngest !== undefined; youngest = this.youngest()) {
      const seen = this.arrived.seen;
      for (const row of await this.rows()) this.take(row);
      const pause = (performance.now() - youngest) / 4;
      await this.arrived.after(seen, Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, pause)));
    }
    this.polling = false;
  }

  /** When the last of those began to wait who depend on the table. */
  private youngest(): number | undefined {
    let youngest: number | undefined;
    for (const { pending, since } of this.waiters) {
      const elsewhere = [...pending].some((name) => !this.here.has(name));
      if (elsewhere && (youngest === undefined || since > youngest)) youngest = since;
    }
    return youngest;
  }

  private async rows(): Promise<Row[]> {
    try {
      const text = 'SELECT name, version, state, position, failure FROM projections.projections';
      return (await this.pool.query<Row>({ name: 'projections.checkpoints', text })).rows;
    } catch {
      // Whoever waits goes on waiting until the database is back, or until their time is up.
      return [];
    }
  }

  private take({ name, version, state, position, failure }: Row): void {
    if (this.versions.get(name) !== version || this.here.has(name)) return;
    for (const waiter of this.waiters) {
      settle(waiter, name, position);
      if (waiter.pending.has(name) && !isLive(state)) waiter.reject(new ProjectionFailed(name, state, failure));
    }
  }
}

function settle({ pending, position, resolve }: Waiter, name: string, reached: Position): void {
  if (reached < position || !pending.delete(name)) return;
  if (pending.size === 0) resolve();
}
