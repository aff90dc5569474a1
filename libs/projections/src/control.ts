import pg, { type ClientBase, type Pool } from 'pg';
import type { EventStore, Position } from '#event-store';
import { connectionTo, hangUp, inTransaction, migrate, sqlFiles } from '#postgres';
import { buildKey, lockBuilds, THIS_BUILD, type Build } from './build.js';
import { beginAnew, createTables, dropRetired, hasTables, register, retire } from './builds.js';
import { Checkpoints, type WaitOptions } from './checkpoints.js';
import {
  NotFailed,
  NothingToSkip,
  NotLive,
  NotPaused,
  OtherVersion,
  UnknownProjection,
  UnknownVersion,
  type WrongProjectionState,
} from './errors.js';
import { diffVersions, type DiffQuestion, type RowDifference, type VersionsCompared } from './diff/diff.js';
import { refuseOtherLog } from './own-log.js';
import type { Done } from './pace.js';
import { planOf, type Plan } from './plan.js';
import type { Projection } from './projection.js';
import { CHANNEL } from './session.js';
import { isLive, type Failure, type ProjectionState } from './state.js';
import { newestBuilds, statusOfAll, type ProjectionStatus } from './status.js';

export interface ControlOptions {
  readonly store: EventStore;
  /** postgres://… of the read models, which hold the checkpoints too. */
  readonly databaseUrl: string;
  readonly projections: readonly Projection[];
  /** How long the database may say nothing before a connection to it is given up and replaced; ms, default 30,000. */
  readonly patience?: number;
}

export const DEFAULT_PATIENCE_MS = 30_000;

interface Row extends Build {
  readonly state: ProjectionState;
  readonly failure: Failure | null;
}

/** What a change is applied to, if it is not refused. */
interface Change {
  /** Why it makes no sense for a build, if so. */
  readonly refusal: (build: Row) => WrongProjectionState | undefined;
  readonly work: (tx: ClientBase, build: Row) => Promise<unknown>;
}

const MIGRATIONS = sqlFiles(new URL('migrations/', import.meta.url));

/** Where a projection goes on to when nothing holds it up any longer. */
const GO_ON = `state = CASE WHEN booted_at IS NULL THEN 'booting' ELSE 'running' END, failure = NULL, updated_at = now()`;

/**
 * Looks after the projections from anywhere: this process, or another than the engine's. What it changes in the table,
 * an engine notices within milliseconds. A version is the one known here unless another is named; what is done to it is
 * done to each of its builds for which it makes sense, and refused when there is none.
 */
export class ProjectionControl {
  /** Where the engine in this process, if any, says how far it is. */
  readonly checkpoints: Checkpoints;
  private readonly pool: Pool;
  private readonly projections: ReadonlyMap<string, Projection>;
  private readonly versions: ReadonlyMap<string, number>;
  private migrated: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: ControlOptions) {
    this.projections = new Map(options.projections.map((projection) => [projection.name, projection]));
    const { databaseUrl, patience = DEFAULT_PATIENCE_MS } = options;
    this.pool = new pg.Pool({ ...connectionTo(databaseUrl, 'projections', patience), max: 2 });
    // A broken connection shows in the query that uses it, and an idle one is replaced.
    this.pool.on('error', () => undefined);
    this.versions = new Map(options.projections.map(({ name, version }) => [name, version]));
    this.checkpoints = new Checkpoints(this.pool, this.versions);
  }

  /** Makes the table ready, and begins each version that was never begun. */
  async register(): Promise<void> {
    await this.connected((client) => register(client, this.options.projections));
  }

  /** Every build, and every version that is retired. @throws StoreUnavailable */
  async list(): Promise<ProjectionStatus[]> {
    await this.ready();
    return statusOfAll(this.pool, await this.options.store.head());
  }

  /** How far the newest build of each version known here is. */
  async newest(): Promise<ReadonlyMap<string, Done>> {
    await this.ready();
    return newestBuilds(this.pool, this.versions);
  }

  /** What the engine of a program with these projections would do, without doing it. @throws StoreUnavailable */
  async plan(): Promise<Plan[]> {
    const statuses = await this.list();
    return planOf(this.options.projections, statuses, await this.options.store.head());
  }

  /** What there is of the versions known here, for an engine to follow. */
  async builds(): Promise<Build[]> {
    const { rows } = await this.pool.query<Build>(
      `SELECT name, version, build, schema FROM projections.projections WHERE state <> 'retired' AND schema IS NOT NULL
       ORDER BY name, version, build`,
    );
    return rows.filter(({ name, version }) => this.projections.get(name)?.version === version);
  }

  /** Drops what retired builds left and nobody reads. */
  async dropRetired(): Promise<void> {
    await this.connected((client) => dropRetired(client));
  }

  /** Makes sure that what the tables have comes from this log. @throws OtherLog, StoreUnavailable */
  async refuseOtherLog(): Promise<void> {
    await this.ready();
    await refuseOtherLog(this.pool, this.options.store, this.versions);
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

  /** Tries the failed event again. @throws UnknownProjection, UnknownVersion, NotFailed */
  async retry(name: string, version?: number): Promise<void> {
    await this.change(name, version, {
      refusal: ({ state }) => (state === 'failed' ? undefined : new NotFailed(name, state)),
      work: async (tx, build) => {
        // It may have failed when they were to be made.
        if (!(await hasTables(tx, build))) await createTables(tx, this.withCode(name, build.version), build);
        await tx.query(`UPDATE projections.projections SET ${GO_ON} ${THIS_BUILD}`, buildKey(build));
      },
    });
  }

  /**
   * Goes on after the event it failed over, which its tables will lack.
   * @throws UnknownProjection, UnknownVersion, NotFailed, NothingToSkip
   */
  async skip(name: string, version?: number): Promise<void> {
    await this.change(name, version, {
      refusal: ({ state, failure }) => {
        if (state !== 'failed') return new NotFailed(name, state);
        return failure?.eventId ? undefined : new NothingToSkip(name);
      },
      work: async (tx, build) => {
        const { eventId, type, position, message } = build.failure!;
        const key = buildKey(build);
        await tx.query(
          `INSERT INTO projections.skipped_events (name, version, build, position, event_id, type, message)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [...key, position, eventId, type, message],
        );
        // What completes the tables may have failed over an event that was applied long before.
        const skipping = `UPDATE projections.projections
          SET event_id = CASE WHEN position < $4 THEN $5 ELSE event_id END, position = greatest(position, $4), ${GO_ON}
          ${THIS_BUILD}`;
        await tx.query(skipping, [...key, position, eventId]);
      },
    });
  }

  /** Stops it after the batch in hand, until it is resumed. @throws UnknownProjection, UnknownVersion, NotLive */
  async pause(name: string, version?: number): Promise<void> {
    const text = `UPDATE projections.projections SET state = 'paused', updated_at = now() ${THIS_BUILD}`;
    await this.change(name, version, {
      refusal: ({ state }) => (isLive(state) ? undefined : new NotLive(name, state)),
      work: (tx, build) => tx.query(text, buildKey(build)),
    });
  }

  /** @throws UnknownProjection, UnknownVersion, NotPaused */
  async resume(name: string, version?: number): Promise<void> {
    const text = `UPDATE projections.projections SET ${GO_ON} ${THIS_BUILD}`;
    await this.change(name, version, {
      refusal: ({ state }) => (state === 'paused' ? undefined : new NotPaused(name, state)),
      work: (tx, build) => tx.query(text, buildKey(build)),
    });
  }

  /**
   * Builds it anew, whatever state it is in, beside the tables that queries read until the new ones have reached the end
   * of the log: at once, or when it is resumed if it is paused. What was being built of it is given up. Skipped events
   * are tried again. @throws UnknownProjection, OtherVersion, Retired, SchemaTaken
   */
  async rebuild(name: string, version?: number): Promise<void> {
    const projection = this.withCode(name, version);
    await this.register();
    await this.withBuilds(name, async (tx) => {
      const paused = (await versionOf(tx, name, projection.version)).some(({ state }) => state === 'paused');
      await beginAnew(tx, projection, paused ? 'paused' : 'booting');
    });
  }

  /**
   * Ends a version that does not serve, and drops its tables: now, or as soon as nobody reads them any longer.
   * @throws UnknownVersion, StillActive, Retired
   */
  async retire(name: string, version: number): Promise<void> {
    await this.withBuilds(name, (tx) => retire(tx, name, version));
    await this.connected((client) => dropRetired(client, 0));
  }

  /**
   * Compares the rows of two versions, table by table in the order of their keys, in one snapshot; those that differ are
   * handed out one by one, and counted at the end. What the projection known here calls bookkeeping is left out.
   * @throws NotServed, NotBuilt, NoPrimaryKey
   */
  async *diff(question: DiffQuestion): AsyncGenerator<RowDifference, VersionsCompared, undefined> {
    await this.ready();
    // It may keep silent for as long as it takes, and has a connection of its own for that.
    const client = new pg.Client(connectionTo(this.options.databaseUrl, 'projections diff', 0));
    client.on('error', () => undefined);
    try {
      await client.connect();
      return yield* diffVersions(client, question, this.projections.get(question.name)?.bookkeeping ?? {});
    } finally {
      await hangUp(client);
    }
  }

  async close(): Promise<void> {
    this.closing ??= this.pool.end();
    await this.closing;
  }

  private async change(name: string, version = this.known(name).version, { refusal, work }: Change): Promise<void> {
    await this.withBuilds(name, async (tx) => {
      const builds = await versionOf(tx, name, version);
      if (builds.length === 0) throw new UnknownVersion(name, version);
      const willing = builds.filter((build) => !refusal(build));
      if (willing.length === 0) throw refusal(builds.at(-1)!)!;
      for (const build of willing) await work(tx, build);
    });
  }

  /** One transaction that has the projection's builds for itself; engines hear of it. */
  private async withBuilds(name: string, work: (tx: ClientBase) => Promise<void>): Promise<void> {
    await this.connected((client) =>
      inTransaction(client, async () => {
        await lockBuilds(client, name);
        await work(client);
        await client.query('SELECT pg_notify($1, $2)', [CHANNEL, name]);
      }),
    );
  }

  /** @throws UnknownProjection, OtherVersion */
  private withCode(name: string, version?: number): Projection {
    const projection = this.known(name);
    if (version !== undefined && version !== projection.version)
      throw new OtherVersion(name, version, projection.version);
    return projection;
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

/** The builds of a version, which no engine's batch changes until the end of the transaction. */
async function versionOf(tx: ClientBase, name: string, version: number): Promise<Row[]> {
  const found = `SELECT name, version, build, schema, state, failure FROM projections.projections
                 WHERE name = $1 AND version = $2 ORDER BY build FOR UPDATE`;
  return (await tx.query<Row>(found, [name, version])).rows;
}
