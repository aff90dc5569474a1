import pg, { type ClientBase, type QueryConfig, type QueryResult } from 'pg';
import type { Position } from '#event-store';
import { connectionTo, hangUp } from '#postgres';
import { CheckpointMoved, ConnectionLost } from './errors.js';
import type { Projection } from './projection.js';
import type { Failure, ProjectionState } from './state.js';

/** Carries the names of projections whose state somebody changed. */
export const CHANNEL = 'recourse_projections';

/** A connection that something was left open on cannot even roll back; it is given up. */
const ROLLBACK_TIMEOUT_MS = 10_000;

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
}

/** A move of the checkpoint, from where this engine believes it to be. */
export interface Move {
  readonly from: Position;
  readonly to: Position;
  /** Of the event there; undefined before the first. */
  readonly eventId: string | undefined;
  /** It reaches the end of the log for the first time. */
  readonly boots: boolean;
}

/**
 * One projection's own connection. It holds the lock that keeps a single engine active and runs the projection's
 * transactions: whoever loses the lock with the connection has lost the transaction with it.
 */
export class Session {
  private gone: Error | undefined;

  private constructor(
    private readonly client: pg.Client,
    private readonly projection: Projection,
  ) {}

  /**
   * @param patience how long the database may say nothing before the connection is given up; ms
   * @param onNews called when somebody changed the projection's state, and when the connection is lost
   */
  static async open(url: string, patience: number, projection: Projection, onNews: () => void): Promise<Session> {
    const client = new pg.Client(connectionTo(url, `projection ${projection.name}`, patience));
    const session = new Session(client, projection);
    const lost = (error = new Error('Connection terminated')) => {
      session.gone ??= error;
      onNews();
    };
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', ({ payload }) => payload === projection.name && onNews());
    try {
      await client.connect();
      // A server that hears no more of our host lets go of the lock in half a minute, not in hours.
      await client.query(`LISTEN ${CHANNEL}; SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5;
                          SET tcp_keepalives_count = 3`);
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

  /** Moves the checkpoint alone, in one round trip. @throws CheckpointMoved */
  async moveOnly(move: Move): Promise<void> {
    const text = `${BEGIN}; ${this.update(move)}; COMMIT`;
    const results = (await this.client.query(text)) as unknown as QueryResult[];
    if (results.at(-2)!.rowCount !== 1) throw new CheckpointMoved();
  }

  /** Stops the projection, unless its checkpoint is no longer at `position`. */
  async fail(position: Position, failure: Failure): Promise<void> {
    const text = `UPDATE projections.projections SET state = 'failed', failure = $4, updated_at = now()
      WHERE name = $1 AND version = $2 AND position = $3 AND state IN ('booting', 'running')`;
    await this.client.query(text, [this.projection.name, this.projection.version, position, JSON.stringify(failure)]);
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

  private update({ from, to, eventId, boots }: Move): string {
    return `UPDATE projections.projections
      SET position = ${this.literal(to)}, event_id = ${eventId === undefined ? 'NULL' : this.literal(eventId)}, updated_at = now()${boots ? `, state = 'running', booted_at = now()` : ''}
      WHERE ${this.key} AND position = ${this.literal(from)} AND state IN ('booting', 'running')`;
  }

  private get select(): string {
    return `SELECT state, position, event_id AS "eventId", booted_at IS NOT NULL AS booted
      FROM projections.projections WHERE ${this.key}`;
  }

  private get key(): string {
    return `name = ${this.name} AND version = ${this.projection.version}`;
  }

  private get lock(): string {
    return `hashtextextended('recourse projection ' || ${this.name}, ${this.projection.version})`;
  }

  private get name(): string {
    return this.literal(this.projection.name);
  }

  private literal(text: string): string {
    return this.client.escapeLiteral(text);
  }
}
