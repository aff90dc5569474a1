import type { Pool } from 'pg';
import { WakeUp, type Position } from '#event-store';
import { buildId, buildKey, isLater, THIS_BUILD, type Build } from './build.js';
import { ProjectionFailed, ProjectionTimeout } from './errors.js';
import { isLive, type Failure, type ProjectionState } from './state.js';

export interface WaitOptions {
  /** Default 30,000. */
  readonly timeoutMs?: number;
  /** Ends the wait with its reason. */
  readonly signal?: AbortSignal;
  /** Which of a projection's builds: the one that queries read (default), or the newest of the version known here. */
  readonly of?: 'serving' | 'newest' | undefined;
  /** By projection, a version to wait for in place of that, while there is one. */
  readonly versions?: Readonly<Record<string, number>>;
}

/** How far an engine is. */
export interface Progress {
  /** The checkpoint, as the engine left it. */
  readonly committed: Position;
  /** What was read since then concerns the projection not: for as long as the checkpoint stands, it is here. */
  readonly reached: Position;
}

/** Somebody who waits for projections to get somewhere. */
interface Waiter {
  readonly position: Position;
  readonly pending: Set<string>;
  readonly of: 'serving' | 'newest';
  readonly versions: Readonly<Record<string, number>>;
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Row extends Omit<Build, 'schema'> {
  readonly active: boolean;
  readonly state: ProjectionState;
  /** Its tables are complete. */
  readonly booted: boolean;
  readonly position: Position;
  readonly failure: Failure | null;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Between two looks at the table. */
const SHORTEST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;

/**
 * Where the projections are, for those who wait. The table tells, which one query looks up for all who wait, and only
 * while somebody does: at once when an engine in this process has moved on, now and then when the engine is elsewhere.
 * (A NOTIFY in each commit would make all commits of the database that notify wait for each other.) What an engine here
 * remembers is not enough to answer with: another process may have begun a rebuild that it does not know of yet.
 */
export class Checkpoints {
  /** Of the builds that an engine in this process is in charge of. */
  private readonly here = new Map<string, Progress & { readonly name: string }>();
  private readonly waiters = new Set<Waiter>();
  private readonly arrived = new WakeUp();
  private readonly hurry = new Set<() => void>();
  private polling = false;

  /** @param versions of the projections, by name */
  constructor(
    private readonly pool: Pool,
    private readonly versions: ReadonlyMap<string, number>,
  ) {}

  /**
   * Calls the engine's work whenever somebody begins to wait: what it has put off should be done now.
   * @returns what ends that
   */
  onWait(hurry: () => void): () => void {
    this.hurry.add(hurry);
    return () => void this.hurry.delete(hurry);
  }

  /** An engine in this process is in charge of the build, and has brought it there. */
  publish(build: Build, progress: Progress): void {
    this.here.set(buildId(build), { ...progress, name: build.name });
    this.arrived.ring();
  }

  /** An engine in this process is completing the tables of the build, in a transaction of its own. */
  completing(build: Build, done: number, milliseconds: number): void {
    const text = `UPDATE projections.projections SET completing = $4, completing_ms = $5 ${THIS_BUILD} AND booted_at IS NULL`;
    // Nothing but a display depends on it.
    this.pool.query(text, [...buildKey(build), done, milliseconds]).catch(() => undefined);
  }

  /** No engine in this process is in charge of the build any longer. */
  withdraw(build: Build): void {
    this.here.delete(buildId(build));
    this.arrived.ring();
  }

  /** Resolves when all of them have reached the position. @throws ProjectionTimeout, ProjectionFailed */
  async waitFor(
    names: readonly string[],
    position: Position,
    { timeoutMs = DEFAULT_TIMEOUT_MS, signal, of = 'serving', versions = {} }: WaitOptions = {},
  ): Promise<void> {
    if (names.length === 0) return;
    const pending = new Set(names);
    signal?.throwIfAborted();
    let waiter: Waiter | undefined;
    let timer: NodeJS.Timeout | undefined;
    let abort: (() => void) | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        waiter = { position, pending, of, versions, since: performance.now(), resolve, reject };
        timer = setTimeout(() => reject(new ProjectionTimeout([...pending], position, timeoutMs)), timeoutMs);
        abort = () => reject(signal!.reason as Error);
        signal?.addEventListener('abort', abort);
        this.waiters.add(waiter);
        for (const hurry of this.hurry) hurry();
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
    while (this.waiters.size > 0) {
      const seen = this.arrived.seen;
      // What is found says nothing to those who begin to wait meanwhile.
      const waiters = [...this.waiters];
      const rows = await this.rows();
      if (rows) for (const waiter of waiters) this.settle(waiter, rows);
      await this.arrived.after(seen, this.pause(waiters));
    }
    this.polling = false;
  }

  /** Shortest when somebody has just begun to wait whom nobody here will tell. */
  private pause(waiters: readonly Waiter[]): number {
    const here = new Set([...this.here.values()].map(({ name }) => name));
    const elsewhere = waiters.filter(({ pending }) => [...pending].some((name) => !here.has(name)));
    const youngest = Math.max(...elsewhere.map(({ since }) => since));
    return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, (performance.now() - youngest) / 4));
  }

  private async rows(): Promise<Row[] | undefined> {
    try {
      const text = `SELECT name, version, build, active, state, booted_at IS NOT NULL AS booted, position, failure FROM projections.projections
                    WHERE state <> 'retired' ORDER BY name, version, build`;
      return (await this.pool.query<Row>({ name: 'projections.checkpoints', text })).rows;
    } catch {
      // Whoever waits goes on waiting until the database is back, or until their time is up.
      return undefined;
    }
  }

  private settle(waiter: Waiter, rows: readonly Row[]): void {
    for (const name of [...waiter.pending]) {
      const own = rows.filter((row) => row.name === name);
      const serving = own.find(({ active }) => active);
      const named = waiter.versions[name];
      const row = named === undefined ? this.awaited(own, waiter) : readOf(own, named);
      // Whoever reads a version that is not there hears of it then.
      if (!row && named !== undefined) waiter.pending.delete(name);
      if (!row) continue;
      if (this.isThere(row, waiter, serving)) waiter.pending.delete(name);
      else if (!isLive(row.state)) waiter.reject(new ProjectionFailed(name, row.state, row.failure));
    }
    if (waiter.pending.size === 0) waiter.resolve();
  }

  private awaited(own: readonly Row[], { of }: Waiter): Row | undefined {
    if (of === 'serving') return own.find(({ active }) => active);
    return own.findLast(({ name, version }) => version === this.versions.get(name));
  }

  /** A new build is there when it has taken over from what served before. */
  private isThere(row: Row, { of, position }: Waiter, serving: Row | undefined): boolean {
    const here = this.here.get(buildId(row));
    const reached = here?.committed === row.position ? here.reached : row.position;
    if (reached < position || !row.booted) return false;
    return of === 'serving' || !(serving && isLater(row, serving));
  }
}

/** The build of a version that queries read when they are pinned to it. */
function readOf(own: readonly Row[], version: number): Row | undefined {
  const builds = own.filter((row) => row.version === version);
  return builds.find(({ active }) => active) ?? builds.at(-1);
}
