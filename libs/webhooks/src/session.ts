import pLimit from 'p-limit';
import pg from 'pg';
import type { Position, RecordedEvent } from '#event-store';
import { connectionTo, hangUp, migrate, sqlFiles } from '#postgres';
import type { Delivery, Target } from './rows.js';

/** Says that somebody changed a webhook. */
export const CHANNEL = 'recourse_webhooks';

export const MIGRATIONS = sqlFiles(new URL('migrations/', import.meta.url));

const LOCK = `hashtextextended('recourse webhooks', 0)`;

/** A move of a webhook's place in the log, with the events on the way that it is told of. */
export interface Move {
  readonly webhookId: string;
  readonly from: Position;
  readonly to: Position;
  /** Of the event there; undefined before the first. */
  readonly eventId: string | undefined;
  readonly events: readonly RecordedEvent[];
}

/** How an attempt ended that is not to be repeated before `pause` ms have passed; `dead` when it never is. */
export interface Failed {
  readonly problem: string;
  readonly pause: number;
  readonly dead: boolean;
}

/**
 * The deliverer's own connection. It holds the lock that keeps a single deliverer active, and all that the deliverer
 * writes goes through it: whoever loses the lock with the connection can note nothing any more. Each change is one
 * statement, since many deliveries are under way at once.
 */
export class Session {
  /** The driver takes one query at a time. */
  private readonly turn = pLimit(1);

  private constructor(private readonly client: pg.Client) {}

  /** @param onNews called when somebody changed a webhook, and when the connection is lost */
  static async open(url: string, patience: number, onNews: () => void): Promise<Session> {
    const client = new pg.Client(connectionTo(url, 'webhooks', patience));
    const session = new Session(client);
    client.on('error', onNews);
    client.on('end', onNews);
    client.on('notification', onNews);
    try {
      await client.connect();
      await migrate(client, 'webhooks', MIGRATIONS);
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

  async tryLock(): Promise<boolean> {
    const { rows } = await this.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${LOCK}) AS locked`);
    return rows[0]!.locked;
  }

  /** Those that are active. */
  async targets(): Promise<Target[]> {
    const { rows } = await this.query<Target>(`
      SELECT id, url, conditions, state, position, event_id AS "eventId",
        array_remove(ARRAY[secret, CASE WHEN previous_until > now() THEN previous_secret END], NULL) AS secrets
      FROM webhooks.webhooks WHERE state = 'active' ORDER BY created_at, id`);
    return rows;
  }

  async pending(webhookId: string): Promise<number> {
    const { rows } = await this.query<{ pending: number }>(
      'SELECT count(*)::integer AS pending FROM webhooks.deliveries WHERE webhook_id = $1 AND dead_at IS NULL',
      [webhookId],
    );
    return rows[0]!.pending;
  }

  /** Moves a webhook's place in the log together with what is to be delivered; false when somebody else moved it. */
  async move({ webhookId, from, to, eventId, events }: Move): Promise<boolean> {
    const { rows } = await this.query<{ moved: number }>(
      `WITH moved AS (
         UPDATE webhooks.webhooks SET position = $3, event_id = $4
         WHERE id = $1 AND position = $2 AND state = 'active' RETURNING id
       ), noted AS (
         INSERT INTO webhooks.deliveries (webhook_id, position, event_id, type, stream, revision)
         SELECT moved.id, event.* FROM moved, unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::integer[]) event
         ON CONFLICT DO NOTHING
       ) SELECT count(*)::integer AS moved FROM moved`,
      [
        webhookId,
        from,
        to,
        eventId ?? null,
        events.map(({ position }) => position),
        events.map(({ id }) => id),
        events.map(({ type }) => type),
        events.map(({ stream }) => stream),
        events.map(({ revision }) => revision),
      ],
    );
    return rows[0]!.moved === 1;
  }

  /** What can be delivered now: of each stream the first that is still to be, unless it waits or is under way. */
  async due(webhookId: string, underWay: readonly Position[], limit: number): Promise<Delivery[]> {
    const { rows } = await this.query<Delivery>(
      `SELECT position, event_id AS "eventId", type, stream, revision, attempts
       FROM webhooks.deliveries d
       WHERE webhook_id = $1 AND dead_at IS NULL AND due_at <= now() AND position <> ALL ($2::text[])
         AND NOT EXISTS (
           SELECT FROM webhooks.deliveries earlier
           WHERE earlier.webhook_id = $1 AND earlier.stream = d.stream AND earlier.dead_at IS NULL
             AND earlier.position < d.position
         )
       ORDER BY position LIMIT $3`,
      [webhookId, underWay, limit],
    );
    return rows;
  }

  async delivered(webhookId: string, position: Position): Promise<void> {
    await this.query('DELETE FROM webhooks.deliveries WHERE webhook_id = $1 AND position = $2', [webhookId, position]);
  }

  async failed(webhookId: string, position: Position, { problem, pause, dead }: Failed): Promise<void> {
    await this.query(
      `UPDATE webhooks.deliveries
       SET attempts = attempts + 1, attempted_at = now(), problem = $3, due_at = now() + $4 * interval '1 millisecond',
         dead_at = CASE WHEN $5 THEN now() END
       WHERE webhook_id = $1 AND position = $2`,
      [webhookId, position, problem, pause, dead],
    );
  }

  /** Stops a webhook until somebody resumes it. */
  async stop(webhookId: string, failure: string): Promise<void> {
    await this.query(`UPDATE webhooks.webhooks SET state = 'failed', failure = $2 WHERE id = $1 AND state = 'active'`, [
      webhookId,
      failure,
    ]);
  }

  private query<Found extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Found>> {
    return this.turn(() => this.client.query<Found>(text, values));
  }
}
