import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { Webhook as Verifier } from 'standardwebhooks';
import { MemoryEventStore, MemoryLog } from '#event-store';
import { Ledger } from '#ledger';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { until } from '../../../test/support/until.js';
import { WebhookDeliverer, type DelivererOptions } from './deliverer.js';
import { Receiver } from '../../../test/support/receiver.js';
import { Webhooks, type NewWebhook } from './webhooks.js';

const QUICK = { attempts: 3, firstPause: 1, longestPause: 5 };

let database: TestDatabase;
let pool: pg.Pool;
let log: MemoryLog;
let store: MemoryEventStore;
let webhooks: Webhooks;
let receiver: Receiver;
let deliverers: WebhookDeliverer[];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  log = new MemoryLog();
  store = new MemoryEventStore(log);
  webhooks = new Webhooks({ store, databaseUrl: database.url, allowPrivate: true });
  receiver = await Receiver.start();
  deliverers = [];
});
afterEach(async () => {
  await Promise.all(deliverers.map((deliverer) => deliverer.stop()));
  await webhooks.close();
  await pool.end();
  receiver.stop();
  await database.drop();
});

function deliver(options: Partial<DelivererOptions> = {}): WebhookDeliverer {
  const settings = { store, databaseUrl: database.url, allowPrivate: true, retry: QUICK, timeout: 60_000 };
  const deliverer = new WebhookDeliverer({ states: new Ledger(store), ...settings, ...options });
  deliverers.push(deliverer);
  deliverer.start();
  return deliverer;
}

const subscribe = (more: Partial<NewWebhook> = {}) => webhooks.create({ url: receiver.url, conditions: {}, ...more });

const metadata = { schemaVersion: 1, recordedAt: '2026-01-01T00:00:00.000Z', recordedBy: 'local' };
const streamOf = (n: number) => `case-00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Notes of some cases, one after the other. */
async function note(n: number, count = 1): Promise<void> {
  for (let left = count; left > 0; left--) {
    const length = log.streamLength(streamOf(n));
    const event = { id: uuidv7(), type: 'NoteAdded', data: { note: 'x' }, metadata };
    await store.append(streamOf(n), [event], length === 0 ? 'no_stream' : length - 1);
  }
}

const arrived = (count: number) => until(`${count} events`, () => receiver.taken.length >= count);
/** Each that it took, as stream and revision. */
const revisions = (stream: string) =>
  receiver.taken.filter(({ event }) => event.stream === stream).map(({ event }) => event.revision);

describe('deliveries', () => {
  it('are CloudEvents with a signature that an independent verifier takes', async () => {
    const { secret } = await subscribe();
    deliver();
    await note(1);
    await arrived(1);
    const [{ headers, body, event, id }] = receiver.received as [(typeof receiver.received)[0]];
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(event).toMatchObject({ specversion: '1.0', type: 'NoteAdded', data: { note: 'x' }, revision: 0 });
    expect(id).toBe(event.id);
    expect(new Verifier(secret).verify(body, headers as Record<string, string>)).toEqual(event);
  });

  it('begin with what is recorded after the webhook was made, or after a position', async () => {
    await note(1, 3);
    const other = await Receiver.start();
    await subscribe();
    await subscribe({ url: other.url, from: '0000000000000000001' });
    deliver();
    await note(1);
    await until('both', () => receiver.taken.length === 1 && other.taken.length === 3);
    expect(revisions(streamOf(1))).toEqual([3]);
    expect(other.taken.map(({ event }) => event.revision)).toEqual([1, 2, 3]);
    other.stop();
  });

  it('are those of the events that were asked for', async () => {
    await subscribe({ conditions: { stream: streamOf(2) } });
    deliver();
    await note(1, 3);
    await note(2);
    await arrived(1);
    expect(receiver.taken.map(({ event }) => event.stream)).toEqual([streamOf(2)]);
  });

  it('are tried again under the same id until they arrive, and hold back their own stream alone', async () => {
    let refusals = 0;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    receiver.answering = async ({ event }) => {
      if (event.stream !== streamOf(1) || event.revision !== 0) return 204;
      if (refusals++ === 0) return 500;
      await opened;
      return 204;
    };
    await subscribe();
    deliver();
    await note(1, 3);
    await note(2, 3);
    await arrived(3);
    await until('the second attempt', () => refusals === 2);
    expect([revisions(streamOf(1)), revisions(streamOf(2))]).toEqual([[], [0, 1, 2]]);
    open();
    await arrived(6);
    expect(revisions(streamOf(1))).toEqual([0, 1, 2]);
    const [failed, then] = receiver.received.filter(({ event }) => event.stream === streamOf(1));
    expect([failed!.status, then!.status, then!.id]).toEqual([500, 204, failed!.id]);
  });

  it('of many streams keep the order of each, whatever fails on the way', async () => {
    let seed = 7;
    const chance = () => (seed = (seed * 16_807) % 2_147_483_647) % 3;
    receiver.answering = () => (chance() === 0 ? 503 : 200);
    await subscribe();
    deliver({ retry: { ...QUICK, attempts: 1_000 } });
    for (let round = 0; round < 5; round++) for (let n = 0; n < 12; n++) await note(n);
    await arrived(60);
    for (let n = 0; n < 12; n++) expect(revisions(streamOf(n))).toEqual([0, 1, 2, 3, 4]);
  });

  it('that fail too often become dead letters, which let the next one pass and can be replayed', async () => {
    let refused = true;
    receiver.answering = ({ event }) => (refused && event.revision < 2 ? 400 : 200);
    const { webhook } = await subscribe();
    deliver();
    await note(1, 3);
    await arrived(1);
    expect(revisions(streamOf(1))).toEqual([2]);
    expect(receiver.received).toHaveLength(2 * QUICK.attempts + 1);
    const { items, next } = await webhooks.deadLetters(webhook.id, undefined, 1);
    expect(items).toMatchObject([{ revision: 0, type: 'NoteAdded', attempts: 3, problem: 'HTTP 400' }]);
    const rest = await webhooks.deadLetters(webhook.id, next!, 1);
    expect([rest.items.map(({ revision }) => revision), rest.next]).toEqual([[1], null]);
    await until('nothing pending', async () => (await webhooks.get(webhook.id)).pending === 0);
    expect(await webhooks.get(webhook.id)).toMatchObject({ deadLetters: 2, state: 'active' });

    refused = false;
    expect(await webhooks.replay(webhook.id, rest.items[0]!.eventId)).toBe(1);
    await arrived(2);
    expect(await webhooks.replay(webhook.id)).toBe(1);
    await arrived(3);
    expect(revisions(streamOf(1))).toEqual([2, 1, 0]);
    await until('no dead letters', async () => (await webhooks.get(webhook.id)).deadLetters === 0);
    await expect(webhooks.replay(webhook.id, items[0]!.eventId)).rejects.toThrow('not among the dead letters');
    expect(await webhooks.replay(webhook.id)).toBe(0);
  });

  it.each([429, 503])('come no sooner than a receiver that answers %d asks for, of any stream', async (busy) => {
    receiver.headers = { 'retry-after': '3600' };
    receiver.answering = () => busy;
    const { webhook } = await subscribe();
    deliver({ retry: { attempts: 3, firstPause: 1, longestPause: 4 * 3_600_000 } });
    await note(1);
    await until('the refusal', () => receiver.received.length === 1);
    const pauseOf = async () =>
      (
        await pool.query(
          `SELECT due_at - attempted_at = interval '1 hour' AS asked FROM webhooks.deliveries
                         WHERE webhook_id = $1 AND attempts = 1`,
          [webhook.id],
        )
      ).rows;
    await until('the pause', async () => (await pauseOf()).length === 1);
    expect(await pauseOf()).toEqual([{ asked: true }]);
    await note(2);
    await until('both to wait', async () => (await webhooks.get(webhook.id)).pending === 2);
    const other = await Receiver.start();
    await subscribe({ url: other.url, from: '' });
    await until('another to be told', () => other.taken.length === 2);
    expect(receiver.received).toHaveLength(1);
    other.stop();
  });

  it('wait for a busy receiver no longer than between any two attempts, and for other answers not at all', async () => {
    receiver.headers = { 'retry-after': '3600' };
    receiver.answering = ({ event }) => (event.stream === streamOf(1) ? 503 : 500);
    const { webhook } = await subscribe();
    deliver();
    await note(1);
    await note(2);
    await until('dead letters', async () => (await webhooks.get(webhook.id)).deadLetters === 2);
    expect(receiver.received).toHaveLength(2 * QUICK.attempts);
  });

  it('end when the receiver says that it is gone, and begin again where they ended when resumed', async () => {
    receiver.answering = ({ event }) => (event.revision === 1 ? 410 : 204);
    const { webhook } = await subscribe();
    deliver();
    await note(1, 3);
    const stopped = await until('the end', async () => {
      const found = await webhooks.get(webhook.id);
      return found.state === 'failed' && found;
    });
    expect(stopped.failure).toBe('the receiver wants no more: it answered HTTP 410');
    expect((await webhooks.list()).map(({ failure }) => failure)).toEqual([stopped.failure]);
    expect(receiver.received.map(({ status }) => status)).toEqual([204, 410]);
    receiver.answering = () => 204;
    expect(await webhooks.resume(webhook.id)).toMatchObject({ state: 'active', failure: null });
    await arrived(3);
    expect(revisions(streamOf(1))).toEqual([0, 1, 2]);
  });

  it.each([
    ['do not follow redirects', 302, {}, 'HTTP 302, a redirect'],
    ['do not wait for ever', 'nothing', { timeout: 100 }, 'no answer within 100 ms'],
  ] as const)('%s', async (_, answer, options, problem) => {
    receiver.headers = { location: '/elsewhere' };
    receiver.answering = () => answer;
    const { webhook } = await subscribe();
    deliver({ ...options, retry: { ...QUICK, attempts: 1 } });
    await note(1);
    const dead = await until(
      'the dead letter',
      async () => (await webhooks.deadLetters(webhook.id, undefined, 1)).items[0],
    );
    expect(dead.problem).toBe(problem);
  });

  it('do not reach into this machine unless that is allowed', async () => {
    const { webhook } = await subscribe();
    deliver({ allowPrivate: false, retry: { ...QUICK, attempts: 1 } });
    await note(1);
    const dead = await until(
      'the dead letter',
      async () => (await webhooks.deadLetters(webhook.id, undefined, 1)).items[0],
    );
    expect(dead.problem).toMatch(/^the URL must/);
    expect(receiver.received).toEqual([]);
  });

  it('stop while a webhook is paused, go on where they stopped, and end with it', async () => {
    const { webhook } = await subscribe();
    deliver();
    await note(1);
    await arrived(1);
    expect((await webhooks.pause(webhook.id)).state).toBe('paused');
    await expect(webhooks.pause(webhook.id)).rejects.toThrow('is paused already');
    await note(1, 2);
    const other = await Receiver.start();
    await webhooks.create({ url: other.url, conditions: {} });
    await note(2);
    await until('another webhook to be told', () => other.taken.length === 1);
    expect(receiver.taken).toHaveLength(1);
    await webhooks.resume(webhook.id);
    await arrived(4);
    expect(revisions(streamOf(1))).toEqual([0, 1, 2]);
    await webhooks.delete(webhook.id);
    await note(1);
    await until('the other to be told', () => other.taken.length === 2);
    await expect(webhooks.get(webhook.id)).rejects.toThrow('there is no webhook');
    const { rows } = await pool.query('SELECT FROM webhooks.deliveries WHERE webhook_id = $1', [webhook.id]);
    expect(rows).toEqual([]);
    other.stop();
  });

  it('are signed with both secrets for a while after a rotation', async () => {
    const { webhook, secret } = await subscribe();
    const rotated = await webhooks.rotateSecret(webhook.id);
    expect(rotated.secret).not.toBe(secret);
    expect(rotated.webhook.previousSecretUntil).toEqual(expect.any(String));
    deliver();
    await note(1);
    await arrived(1);
    const verify = (one: string) => {
      const { body, headers } = receiver.received.at(-1)!;
      return new Verifier(one).verify(body, headers as Record<string, string>);
    };
    for (const one of [secret, rotated.secret]) expect(verify(one)).toBeDefined();
    await pool.query(`UPDATE webhooks.webhooks SET previous_until = now()`);
    const { secret: newest } = await webhooks.rotateSecret(webhook.id);
    await pool.query(`UPDATE webhooks.webhooks SET previous_until = now()`);
    await until('the old one to be forgotten', async () => {
      await note(1);
      const count = receiver.taken.length;
      await arrived(count);
      return !String(receiver.received.at(-1)!.headers['webhook-signature']).includes(' ');
    });
    expect(verify(newest)).toBeDefined();
    expect(() => verify(secret)).toThrow();
  });

  it('are made by one of several deliverers, and another takes over', async () => {
    await subscribe();
    const first = deliver();
    await note(1);
    await arrived(1);
    const second = deliver();
    await note(1, 20);
    await arrived(21);
    await first.stop();
    await note(1, 5);
    await arrived(26);
    expect(revisions(streamOf(1))).toEqual(Array.from({ length: 26 }, (_, n) => n));
    await second.stop();
  });

  it('go on after the database has cut the connection, with nothing lost', async () => {
    await subscribe();
    deliver();
    for (let n = 0; n < 5; n++) {
      await note(1, 4);
      await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'recourse webhooks'`,
      );
    }
    await until('all', () => new Set(revisions(streamOf(1))).size === 20);
    // What was under way may have come twice, but nothing before what came before it.
    const firsts = receiver.taken
      .map(({ event }) => event.revision)
      .filter((one, index, all) => all.indexOf(one) === index);
    expect(firsts).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('stop when the log is another, and say so', async () => {
    const { webhook } = await subscribe();
    const first = deliver();
    await note(1, 2);
    await arrived(2);
    await until(
      'the place in the log',
      async () => (await webhooks.get(webhook.id)).position === '0000000000000000002',
    );
    await first.stop();
    log = new MemoryLog();
    store = new MemoryEventStore(log);
    await note(1, 5);
    deliver();
    const failed = await until('the failure', async () => {
      const found = await webhooks.get(webhook.id);
      return found.state === 'failed' && found;
    });
    expect(failed.failure).toMatch(/is this the log that it came from/);
    expect(receiver.taken).toHaveLength(2);
  });
});

describe('a webhook', () => {
  it('is refused when its URL does not lead to the internet', async () => {
    const strict = new Webhooks({ store, databaseUrl: database.url, allowPrivate: false });
    await expect(strict.create({ url: receiver.url, conditions: {} })).rejects.toThrow('https');
    await expect(strict.create({ url: 'https://localhost/', conditions: {} })).rejects.toThrow('public internet');
    expect(await strict.list()).toEqual([]);
    await strict.close();
  });

  it('keeps its secret where its key is, when it has one', async () => {
    const key = Buffer.alloc(32, 1);
    const sealing = new Webhooks({ store, databaseUrl: database.url, allowPrivate: true, secretKey: key });
    const { secret, webhook } = await sealing.create({ url: receiver.url, conditions: {} });
    const { rows } = await pool.query('SELECT secret FROM webhooks.webhooks');
    expect(rows[0].secret).not.toContain(secret.slice(6));
    const first = deliver({ secretKey: key });
    await note(1);
    await arrived(1);
    const { body, headers } = receiver.received[0]!;
    expect(new Verifier(secret).verify(body, headers as Record<string, string>)).toBeDefined();
    await first.stop();
    deliver();
    await note(1);
    await until('the failure', async () => (await sealing.get(webhook.id)).failure?.includes('WEBHOOKS_SECRET_KEY'));
    await sealing.close();
  });

  it('is one of a hundred at most', async () => {
    for (let n = 0; n < 100; n++) await subscribe();
    await expect(subscribe()).rejects.toThrow('100 webhooks at most');
    expect(await webhooks.list()).toHaveLength(100);
  });
});
