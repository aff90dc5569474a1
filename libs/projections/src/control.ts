import pg, { type ClientBase, type Pool } from 'pg';
import type { EventStore, Position } from '#event-store';
import { connectionTo, inTransaction, migrate, sqlFiles } from '#postgres';
import { Checkpoints, type WaitOptions } from './checkpoints.js';
import { NotFailed, NothingToSkip, NotLive, NotPaused, Retired, UnknownProjection } from './errors.js';
import { refuseOtherLog } from './own-log.js';
import type { Projection } from './projection.js';
import { register } from './registry.js';
import { CHANNEL } from './session.js';
import { isLive, type Failure, type ProjectionState } from './state.js';
import { statusOfAll, type ProjectionStatus } from './status.js';

export interface ControlOptions {
  readonly store: EventStore;
  /** postgres://… of the read models, which hold the checkpoints too. */
  readonly databaseUrl: string;
  readonly projections: readonly Projection[];
  /** How long the database may say nothing before a connection to it is given up and replaced; ms, default 30,000. */
  readonly patience?: number;
}

export const DEFAULT_PATIENCE_MS = 30_000;

interface Row {
  readonly state: ProjectionState;
  readonly failure: Failure | null;
}

const MIGRATIONS = sqlFiles(new URL('migrations/', import.meta.url));

/** Where a projection goes on to when nothing holds it up any longer. */
const GO_ON = `state = CASE WHEN booted_at IS NULL THEN 'booting' ELSE 'running' END, failure = NULL, updated_at = now()`;
const THIS = 'WHERE name = $1 AND version = $2';

/**
 * Looks after the projections from anywhere: this process, or another than the engine's. What it changes in the table,
 * an engine notices within milliseconds.
 */
export class ProjectionControl {
  /** Where the engine in this process, if any, says how far it is. */
  readonly checkpoints: Checkpoints;
  private readonly pool: Pool;
  private readonly projections: ReadonlyMap<string, Projection>;
  private migrated: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: ControlOptions) {
    this.projections = new Map(options.projections.map((projection) => [projection.name, projection]));
    const { databaseUrl, patience = DEFAULT_PATIENCE_MS } = options;
    this.pool = new pg.Pool({ ...connectionTo(databaseUrl, 'projections', patience), max: 2 });
    // A broken connection shows in the query that uses it, and an idle one is replaced.
    this.pool.on('error', () => undefined);
    const versions = new Map(options.projections.map(({ name, version }) => [name, version]));
    this.checkpoints = new Checkpoints(this.pool, versions);
  }

  /** Makes the table ready, and gives each projection that has none its row in it. */
  async register(): Promise<void> {
    await this.connected((client) => register(client, this.options.projections));
  }

  /** Every version that was ever started. @throws StoreUnavailable */
  async list(): Promise<ProjectionStatus[]> {
    await this.ready();
    return statusOfAll(this.pool, await this.options.store.head());
  }

  /** Makes sure that what the tables have comes from this log. @throws OtherLog, StoreUnavailable */
  async refuseOtherLog(): Promise<void> {
    await this.ready();
    const versions = new Map([...this.projections.values()].map(({ name, version }) => [name, version]));
    await refuseOtherLog(this.pool, this.options.store, versions);
  }

  /**
   * Resolves when everything up to the position is in the tables of these projections: at once when they are further.
   * @throws ProjectionTimeout; ProjectionFailed when one stands still before it; UnknownProjection
   */
  async waitFor(names: string | readonly string[], position: Position, options?: WaitOptions): Promise<void> {
    const all = typeof names === 'string' ? [names] : names;
    for (const name of all) this.known(name);
    await this.checkpoints.waitFor(all, position, options);
  }

  /** Tries the failed event again. @throws UnknownProjection, NotFailed */
  async retry(name: string): Promise<void> {
    await this.change(name, async (tx, { state }, key) => {
      if (state !== 'failed') throw new NotFailed(name, state);
      await tx.query(`UPDATE projections.projections SET ${GO_ON} ${THIS}`, key);
    });
  }

  /** Goes on after the event it failed over, which its tables will lack. @throws UnknownProjection, NotFailed, NothingToSkip */
  async skip(name: string): Promise<void> {
    await this.change(name, async (tx, { state, failure }, key) => {
      if (state !== 'failed') throw new NotFailed(name, state);
      if (!failure?.eventId) throw new NothingToSkip(name);
      const { eventId, type, position, message } = failure;
      await tx.query(
        `INSERT INTO projections.skipped_events (name, version, position, event_id, type, message)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [...key, position, eventId, type, message],
      );
      const skipping = `UPDATE projections.projections SET position = $3, event_id = $4, ${GO_ON} ${THIS}`;
      await tx.query(skipping, [...key, position, eventId]);
    });
  }

  /** Stops it after the batch in hand, until it is resumed. @throws UnknownProjection, NotLive */
  async pause(name: string): Promise<void> {
    await this.change(name, async (tx, { state }, key) => {
      if (!isLive(state)) throw new NotLive(name, state);
      await tx.query(`UPDATE projections.projections SET state = 'paused', updated_at = now() ${THIS}`, key);
    });
  }

  /** @throws UnknownProjection, NotPaused */
  async resume(name: string): Promise<void> {
    await this.change(name, async (tx, { state }, key) => {
      if (state !== 'paused') throw new NotPaused(name, state);
      await tx.query(`UPDATE projections.projections SET ${GO_ON} ${THIS}`, key);
    });
  }

  /**
   * Empties its tables and starts over, whatever state it is in: at once, or when it is resumed if it is paused. Skipped
   * events are tried again. @throws UnknownProjection, Retired
   */
  async rebuild(name: string): Promise<void> {
    await this.register();
    await this.change(name, async (tx, { state }, key) => {
      const projection = this.known(name);
      if (state === 'retired') throw new Retired(name, projection.version);
      await tx.query(`DELETE FROM projections.skipped_events ${THIS}`, key);
      await tx.query(
        `UPDATE projections.projections
         SET state = CASE state WHEN 'paused' THEN 'paused' ELSE 'booting' END, position = '', event_id = NULL, booted_at = NULL, failure = NULL, updated_at = now() ${THIS}`,
        key,
      );
      await projection.reset(tx);
    });
  }

  async close(): Promise<void> {
    this.closing ??= this.pool.end();
    await this.closing;
  }

  /** One transaction that has the row for itself: an engine's batch is wholly before or after it. */
  private async change(
    name: string,
    work: (tx: ClientBase, row: Row, key: [string, number]) => Promise<void>,
  ): Promise<void> {
    const key: [string, number] = [name, this.known(name).version];
    await this.connected((client) =>
      inTransaction(client, async () => {
        const found = `SELECT state, failure FROM projections.projections ${THIS} FOR UPDATE`;
        const { rows } = await client.query<Row>(found, key);
        if (!rows[0]) throw new UnknownProjection(name);
        await work(client, rows[0], key);
        await client.query('SELECT pg_notify($1, $2)', [CHANNEL, name]);
      }),
    );
  }

  private known(name: string): Projection {
    const projection = this.projections.get(name);
    if (!projection) throw new UnknownProjection(name);
    return projection;
  }

  private async connected(work: (client: ClientBase) => Promise<void>): Promise<void> {
    await this.ready();
    await this.withClient(work);
  }

  private async ready(): Promise<void> {
    this.migrated ??= this.withClient((client) => migrate(client, 'projections', MIGRATIONS));
    try {
      await this.migrated;
    } catch (error) {
      this.migrated = undefined;
      throw error;
    }
  }

  private async withClient(work: (client: ClientBase) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await work(client);
      client.release();
    } catch (error) {
      // What it is left with is unknown.
      client.release(true);
      throw error;
    }
  }
}
