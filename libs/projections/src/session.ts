import type { Socket } from 'node:net';
import pg, { type ClientBase, type QueryConfig, type QueryResult } from 'pg';
import type { Position } from '#event-store';
import { connectionTo, hangUp } from '#postgres';
import { buildKey, isLater, lockBuilds, THIS_BUILD, type Build } from './build.js';
import { CheckpointMoved, ConnectionLost } from './errors.js';
import type { Failure, ProjectionState } from './state.js';

/** Carries the names of projections whose state somebody changed. */
export const CHANNEL = 'recourse_projections';

/** A connection that something was left open on cannot even roll back; it is given up. */
const ROLLBACK_TIMEOUT_MS = 10_000;

/** How many times as long as otherwise the database may say nothing while tables are completed. */
const PATIENCE_WITH_COMPLETION = 20;

/**
 * A crash of the server may lose the last commits: rows and checkpoint together, for they are in one transaction.
 * The log lost nothing, so they are written again; waiting for the disk would gain nothing.
 */
const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL synchronous_commit = off';

/** What is kept of a projection between its runs. */
export interface Checkpoint {
  readonly state: ProjectionState;
  /** '' before the first event. */
  readonly position: Position;
  /** Of the event there; null before the first, and where nobody noted it. */
  readonly eventId: string | null;
  /** The end of the log was reached before. */
  readonly booted: boolean;
  /** Queries read its tables. */
  readonly active: boolean;
}

/** A move of the checkpoint, from where this engine believes it to be. */
export interface Move {
  readonly from: Position;
  readonly to: Position;
  /** Of the event there; undefined before the first. */
  readonly eventId: string | undefined;
  /** It reaches the end of the log for the first time. */
  readonly boots: boolean;
  /** How long was spent on building since this was last asked, which is when a move is written; undefined once booted. */
  readonly spent: () => number | undefined;
}

/**
 * One build's own connection. It holds the lock that keeps a single engine active and runs the projection's
 * transactions: whoever loses the lock with the connection has lost the transaction with it.
 */
export class Session {
  private gone: Error | undefined;

  private constructor(
    private readonly client: pg.Client,
    private readonly build: Build,
    private readonly patience: number,
  ) {}

  /**
   * @param patience how long the database may say nothing before the connection is given up; ms
   * @param onNews called when somebody changed the projection's state, and when the connection is lost
   */
  static async open(url: string, patience: number, build: Build, onNews: () => void): Promise<Session> {
    const client = new pg.Client(connectionTo(url, `projection ${build.name}`, patience));
    const session = new Session(client, build, patience);
    const lost = (error = new Error('Connection terminated')) => {
      session.gone ??= error;
      onNews();
    };
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', ({ payload }) => payload === build.name && onNews());
    try {
      await client.connect();
      // A server that hears no more of our host lets go of the lock in half a minute, not in hours.
      await client.query(`LISTEN ${CHANNEL}; SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5;
                          SET tcp_keepalives_count = 3; SET search_path TO ${build.schema}`);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return hangUp(this.client);
  }

  /** @throws ConnectionLost when the connection is known to be gone. */
  check(): void {
    if (this.gone) throw new ConnectionLost({ cause: this.gone });
  }

  async tryLock(): Promise<boolean> {
    const { rows } = await this.client.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_lock(${this.lock}) AS locked`,
    );
    return rows[0]!.locked;
  }

  /** Lets another engine take over, and tells those who wait for it. */
  async unlock(): Promise<void> {
    await this.client.query(`SELECT pg_advisory_unlock(${this.lock}), pg_notify('${CHANNEL}', ${this.name})`);
  }

  async checkpoint(): Promise<Checkpoint | undefined> {
    return (await this.client.query<Checkpoint>(`${this.select}`)).rows[0];
  }

  /** Runs `work` while nobody can move the checkpoint from `position`. @throws CheckpointMoved, ConnectionLost */
  at<T>(position: Position, work: (tx: ClientBase) => Promise<T>): Promise<T> {
    return this.transaction(async () => {
      const found = `${this.select} AND position = ${this.literal(position)} AND state IN ('booting', 'running')`;
      const results = (await this.client.query(`${BEGIN}; ${found} FOR UPDATE`)) as unknown as QueryResult[];
      if (results.at(-1)!.rowCount !== 1) throw new CheckpointMoved();
      return work(this.client);
    });
  }

  /**
   * Moves the checkpoint in one transaction with `work`. The checkpoint goes first: whoever else wants to move it waits
   * for the transaction and then finds it moved, before anything is written twice; and everybody locks in one order.
   * @throws CheckpointMoved, ConnectionLost, and what `work` throws
   */
  move(move: Move, work: (tx: ClientBase) => Promise<void>): Promise<void> {
    return this.transaction(async () => {
      const results = (await this.client.query(`${BEGIN}; ${this.update(move)}`)) as unknown as QueryResult[];
      if (results.at(-1)!.rowCount !== 1) throw new CheckpointMoved();
      await work(this.client);
    });
  }

  /**
   * The same for `work` that takes long: others may change the state meanwhile, which undoes it.
   * @throws CheckpointMoved, ConnectionLost, and what `work` throws
   */
  async complete(move: Move, work: (tx: ClientBase) => Promise<void>): Promise<void> {
    const stream = this.client.connection.stream as Socket;
    // Who makes an index of millions of rows says nothing meanwhile.
    stream.setTimeout(this.patience * PATIENCE_WITH_COMPLETION);
    try {
      await this.transaction(async () => {
        await this.client.query(BEGIN);
        await work(this.client);
        if ((await this.client.query(this.update(move))).rowCount !== 1) throw new CheckpointMoved();
      });
    } finally {
      stream.setTimeout(this.patience);
    }
  }

  /** Moves the checkpoint alone, in one round trip. @throws CheckpointMoved */
  async moveOnly(move: Move): Promise<void> {
    const text = `${BEGIN}; ${this.update(move)}; COMMIT`;
    const results = (await this.client.query(text)) as unknown as QueryResult[];
    if (results.at(-2)!.rowCount !== 1) throw new CheckpointMoved();
  }

  /** Where the events are that this build's tables are to lack. */
  async skipped(): Promise<Position[]> {
    const text = `SELECT position FROM projections.skipped_events ${THIS_BUILD} ORDER BY position`;
    const { rows } = await this.client.query<{ position: Position }>(text, buildKey(this.build));
    return rows.map(({ position }) => position);
  }

  /** Stops the projection, unless its checkpoint is no longer at `position`. */
  async fail(position: Position, failure: Failure): Promise<void> {
    const text = `UPDATE projections.projections SET state = 'failed', failure = $5, updated_at = now()
      ${THIS_BUILD} AND position = $4 AND state IN ('booting', 'running')`;
    await this.client.query(text, [...buildKey(this.build), position, JSON.stringify(failure)]);
  }

  /**
   * Makes queries read this build's tables from now on, in place of those of an earlier one; another build of the same
   * version is retired by that. Nobody sees the tables go back: where the others are further, it is not yet time.
   * @param isInLog whether a position is one of this log, and not of one that was here before
   * @returns whether nothing is left to be done: it serves, or a later one does
   * @throws CheckpointMoved, ConnectionLost
   */
  takeOver(position: Position, isInLog: (position: Position) => Promise<boolean>): Promise<boolean> {
    const { client, build } = this;
    return this.transaction(async () => {
      await client.query(BEGIN);
      await lockBuilds(client, build.name);
      const found = `SELECT version, build, position FROM projections.projections WHERE name = $1 AND active FOR UPDATE`;
      const { rows } = await client.query<Omit<Build, 'schema'> & { position: Position }>(found, [build.name]);
      const serving = rows[0] && { ...rows[0], name: build.name };
      if (serving && !isLater(build, serving)) return true;
      if (serving && serving.position > position && (await isInLog(serving.position))) return false;
      if (serving) await this.relieve(serving);
      const taken = await client.query(
        `UPDATE projections.projections SET active = true, updated_at = now()
         ${THIS_BUILD} AND position = $4 AND state = 'running'`,
        [...buildKey(build), position],
      );
      if (taken.rowCount !== 1) throw new CheckpointMoved();
      await client.query('SELECT pg_notify($1, $2)', [CHANNEL, build.name]);
      return true;
    });
  }

  private async relieve(serving: Omit<Build, 'schema'>): Promise<void> {
    const retires = serving.version === this.build.version ? `, state = 'retired', failure = NULL` : '';
    const text = `UPDATE projections.projections SET active = false, updated_at = now()${retires} ${THIS_BUILD}`;
    await this.client.query(text, buildKey(serving));
  }

  /** Commits what `work` begins. */
  private async transaction<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      const { command } = await this.client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error('the transaction was aborted by an error that apply kept to itself');
      return result;
    } catch (error) {
      await this.rollBack(error);
      throw error;
    }
  }

  private async rollBack(cause: unknown): Promise<void> {
    // The driver's types do not know of a time limit for one query.
    const query: QueryConfig & { query_timeout: number } = { text: 'ROLLBACK', query_timeout: ROLLBACK_TIMEOUT_MS };
    try {
      await this.client.query(query);
    } catch {
      throw new ConnectionLost({ cause });
    }
  }

  private update({ from, to, eventId, boots, spent }: Move): string {
    const reached = this.literal(to);
    const boot = boots ? `, state = 'running', booted_at = now(), booted_position = ${reached}` : '';
    const buildingMs = spent();
    const pace = buildingMs === undefined ? '' : `, building_ms = building_ms + ${buildingMs}`;
    return `UPDATE projections.projections
      SET position = ${reached}, event_id = ${eventId === undefined ? 'NULL' : this.literal(eventId)},
        completing = 0, completing_ms = 0, updated_at = now()${boot}${pace}
      WHERE ${this.key} AND position = ${this.literal(from)} AND state IN ('booting', 'running')`;
  }

  private get select(): string {
    return `SELECT state, position, event_id AS "eventId", booted_at IS NOT NULL AS booted, active
      FROM projections.projections WHERE ${this.key}`;
  }

  private get key(): string {
    const { version, build } = this.build;
    return `name = ${this.name} AND version = ${version} AND build = ${build}`;
  }

  private get lock(): string {
    const { version, build } = this.build;
    return `hashtextextended('recourse projection ${version}.${build} ' || ${this.name}, 0)`;
  }

  private get name(): string {
    return this.literal(this.build.name);
  }

  private literal(text: string): string {
    return this.client.escapeLiteral(text);
  }
}
