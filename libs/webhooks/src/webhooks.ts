import { randomUUID } from 'node:crypto';
import pg, { type ClientBase, type Pool } from 'pg';
import type { EventStore, Position } from '#event-store';
import type { EventSelection } from '#interchange';
import { connectionTo, migrate } from '#postgres';
import { AddressGuard } from './address-guard.js';
import { DEFAULT_PATIENCE_MS, type WebhookSettings } from './deliverer.js';
import { NoDeadLetter, TooManyWebhooks, UnknownWebhook, WrongWebhookState } from './errors.js';
import { SecretBox } from './secret-box.js';
import { newSecret } from './secret.js';
import { CHANNEL, MIGRATIONS } from './session.js';
import type { DeadLetter, Webhook, WebhookState } from './webhook.js';

/** Each reads the log for itself. */
export const MOST_WEBHOOKS = 100;

/** How long the secret before a rotation goes on signing beside the new one. */
const OVERLAP = '24 hours';

export interface NewWebhook {
  readonly url: string;
  readonly description?: string;
  readonly conditions: EventSelection;
  /** Events after this position; those that are recorded from now on when it is left out. */
  readonly from?: Position;
}

export interface WebhooksOptions extends WebhookSettings {
  readonly store: EventStore;
  readonly guard?: AddressGuard;
}

/** A page of the dead letters, the earliest in the log first. */
export interface DeadLetterPage {
  readonly items: DeadLetter[];
  /** Position of the last, when there are more. */
  readonly next: Position | null;
}

const WEBHOOK = `
  SELECT id, url, description, conditions, state, failure, NULLIF(position, '') AS position,
    (SELECT count(*)::integer FROM webhooks.deliveries WHERE webhook_id = id AND dead_at IS NULL) AS pending,
    (SELECT count(*)::integer FROM webhooks.deliveries WHERE webhook_id = id AND dead_at IS NOT NULL) AS "deadLetters",
    created_at AS "createdAt",
    CASE WHEN previous_until > now() THEN previous_until END AS "previousSecretUntil"
  FROM webhooks.webhooks`;

type Row = Omit<Webhook, 'createdAt' | 'previousSecretUntil'> & {
  readonly createdAt: Date;
  readonly previousSecretUntil: Date | null;
};

/** Looks after webhooks from anywhere: this process, or another than the deliverer's, which hears of every change. */
export class Webhooks {
  private readonly pool: Pool;
  private readonly guard: AddressGuard;
  private readonly secrets: SecretBox;
  private migrated: Promise<void> | undefined;

  constructor(private readonly options: WebhooksOptions) {
    const { databaseUrl, allowPrivate, secretKey, patience = DEFAULT_PATIENCE_MS } = options;
    this.pool = new pg.Pool({ ...connectionTo(databaseUrl, 'webhooks', patience), max: 2 });
    // A broken connection shows in the query that uses it, and an idle one is replaced.
    this.pool.on('error', () => undefined);
    this.guard = options.guard ?? new AddressGuard(allowPrivate);
    this.secrets = new SecretBox(secretKey);
  }

  /** The secret is told this once. @throws ForbiddenUrl, TooManyWebhooks, StoreUnavailable */
  async create(webhook: NewWebhook): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
    const { url, description = null, conditions } = webhook;
    await this.guard.check(url);
    const from = webhook.from ?? (await this.options.store.head()) ?? '';
    const id = randomUUID();
    const secret = newSecret();
    const { rowCount } = await this.change(
      `INSERT INTO webhooks.webhooks (id, url, description, conditions, secret, position)
       SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM webhooks.webhooks) < ${MOST_WEBHOOKS}`,
      [id, url, description, JSON.stringify(conditions), this.secrets.seal(secret, id), from],
    );
    if (rowCount === 0) throw new TooManyWebhooks(MOST_WEBHOOKS);
    return { webhook: await this.get(id), secret };
  }

  /** In the order of creation. */
  async list(): Promise<Webhook[]> {
    const { rows } = await this.query<Row>(`${WEBHOOK} ORDER BY created_at, id`);
    return rows.map(viewOf);
  }

  /** @throws UnknownWebhook */
  async get(id: string): Promise<Webhook> {
    const { rows } = await this.query<Row>(`${WEBHOOK} WHERE id = $1`, [id]);
    if (!rows[0]) throw new UnknownWebhook(id);
    return viewOf(rows[0]);
  }

  /** With all that was still to be delivered, and its dead letters. @throws UnknownWebhook */
  async delete(id: string): Promise<void> {
    const { rowCount } = await this.change('DELETE FROM webhooks.webhooks WHERE id = $1', [id]);
    if (rowCount === 0) throw new UnknownWebhook(id);
  }

  /** A new secret, told this once; the one before signs beside it for another day. @throws UnknownWebhook */
  async rotateSecret(id: string): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
    const secret = newSecret();
    const { rowCount } = await this.change(
      `UPDATE webhooks.webhooks SET secret = $2, previous_secret = secret, previous_until = now() + interval '${OVERLAP}'
       WHERE id = $1`,
      [id, this.secrets.seal(secret, id)],
    );
    if (rowCount === 0) throw new UnknownWebhook(id);
    return { webhook: await this.get(id), secret };
  }

  /** Nothing is delivered until it is resumed. @throws UnknownWebhook, WrongWebhookState */
  async pause(id: string): Promise<Webhook> {
    return this.enter(id, 'paused', ['active', 'failed']);
  }

  /** Goes on where it stopped. @throws UnknownWebhook, WrongWebhookState */
  async resume(id: string): Promise<Webhook> {
    return this.enter(id, 'active', ['paused', 'failed']);
  }

  /** @throws UnknownWebhook */
  async deadLetters(id: string, after: Position | undefined, limit: number): Promise<DeadLetterPage> {
    await this.get(id);
    const { rows } = await this.query<Omit<DeadLetter, 'attemptedAt' | 'deadAt'> & { attemptedAt: Date; deadAt: Date }>(
      `SELECT event_id AS "eventId", type, stream, revision, position, attempts, problem,
         attempted_at AS "attemptedAt", dead_at AS "deadAt"
       FROM webhooks.deliveries WHERE webhook_id = $1 AND dead_at IS NOT NULL AND position > $2
       ORDER BY position LIMIT $3`,
      [id, after ?? '', limit + 1],
    );
    const items = rows.slice(0, limit).map(({ attemptedAt, deadAt, ...row }) => ({
      ...row,
      attemptedAt: attemptedAt.toISOString(),
      deadAt: deadAt.toISOString(),
    }));
    return { items, next: rows.length > limit ? items.at(-1)!.position : null };
  }

  /**
   * Tries dead letters again from the first attempt on: one, or all of them. Resolves with their number.
   * @throws UnknownWebhook, NoDeadLetter
   */
  async replay(id: string, eventId?: string): Promise<number> {
    await this.get(id);
    const { rowCount } = await this.change(
      `UPDATE webhooks.deliveries SET dead_at = NULL, attempts = 0, due_at = now()
       WHERE webhook_id = $1 AND dead_at IS NOT NULL AND event_id = coalesce($2, event_id)`,
      [id, eventId ?? null],
    );
    if (eventId !== undefined && rowCount === 0) throw new NoDeadLetter(eventId);
    return rowCount ?? 0;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async enter(id: string, state: WebhookState, from: readonly WebhookState[]): Promise<Webhook> {
    const { rowCount } = await this.change(
      'UPDATE webhooks.webhooks SET state = $2, failure = NULL WHERE id = $1 AND state = ANY ($3)',
      [id, state, from],
    );
    const webhook = await this.get(id);
    if (rowCount === 0) throw new WrongWebhookState(id, webhook.state);
    return webhook;
  }

  private async change(text: string, values: unknown[]): Promise<pg.QueryResult> {
    const result = await this.query(text, values);
    await this.query('SELECT pg_notify($1, $2)', [CHANNEL, '']);
    return result;
  }

  private async query<Found extends pg.QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<pg.QueryResult<Found>> {
    await this.ready();
    return this.pool.query<Found>(text, values);
  }

  private async ready(): Promise<void> {
    this.migrated ??= this.migrate();
    try {
      await this.migrated;
    } catch (error) {
      this.migrated = undefined;
      throw error;
    }
  }

  private async migrate(): Promise<void> {
    const client = await this.pool.connect();
    try {
      await migrate(client as ClientBase, 'webhooks', MIGRATIONS);
      client.release();
    } catch (error) {
      // What it is left with is unknown.
      client.release(true);
      throw error;
    }
  }
}

function viewOf({ createdAt, previousSecretUntil, ...row }: Row): Webhook {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    previousSecretUntil: previousSecretUntil?.toISOString() ?? null,
  };
}
