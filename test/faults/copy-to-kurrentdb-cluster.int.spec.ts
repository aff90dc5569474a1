import { createHash, randomUUID } from 'node:crypto';
import {
  eventsOf,
  openKurrentDbEventStore,
  PostgresEventStore,
  type EventStore,
  type KurrentDbEventStore,
} from '#event-store';
import { compareLogs } from '#log-copy';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { KurrentDb } from '../support/kurrentdb.js';
import { describeWith } from '../support/needs.js';
import { run, type Ended, type Program } from '../support/processes.js';
import { until } from '../support/until.js';
import { withPrefix } from '../support/with-prefix.js';

/** Against waiting for ever, and no measure of anything. */
const PATIENCE_MS = 300_000;

const STREAMS = 200;
/** Each appends an event to every stream. */
const ROUNDS = 30;
const EVENTS = STREAMS * ROUNDS;

async function fill(store: EventStore): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const outcomes = await store.appendMany(
      Array.from({ length: STREAMS }, (_, n) => ({
        stream: `case-${n}`,
        events: [{ id: randomUUID(), type: 'Noted', data: { note: `${round} 欠薪` }, metadata: { n } }],
        expected: round === 0 ? 'no_stream' : round - 1,
      })),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
  }
}

/** A digest of each stream's events, in the order in which the log has them. */
async function digests(store: EventStore): Promise<Map<string, string>> {
  const lines = new Map<string, string[]>();
  for await (const { stream, revision, id, type, json } of eventsOf(store.readAll())) {
    const line = JSON.stringify([revision, id, type, json.data, json.metadata]);
    lines.set(stream, [...(lines.get(stream) ?? []), line]);
  }
  const entries = [...lines].map(([stream, each]) => [stream, sha256(each.join('\n'))] as const);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describeWith('KURRENTDB_CLUSTER_COMMAND', 'a copy of a log to a KurrentDB cluster of three', () => {
  let cluster: KurrentDb;
  let database: TestDatabase;
  let source: PostgresEventStore;
  let target: KurrentDbEventStore;
  let targetUrl: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await PostgresEventStore.open({ url: database.url });
    await fill(source);
    cluster = await KurrentDb.start({ nodes: 3 });
  }, PATIENCE_MS);
  afterAll(async () => {
    await source?.close();
    await database?.drop();
    await cluster?.remove();
  });

  beforeEach(async () => {
    await cluster.ready();
    targetUrl = withPrefix(cluster.url, `${randomUUID()}.`);
    target = await openKurrentDbEventStore({ url: targetUrl });
  }, PATIENCE_MS);
  afterEach(() => target.close());

  const copy = (): Program => run('cli', ['copy', '--from', database.url, '--to', targetUrl], {});

  /** Waits until a third of the events are in the target: nothing of the rest can be stored while there is no leader. */
  async function underWay(): Promise<void> {
    await until('a third of the copy', async () => {
      for await (const { revision } of eventsOf(target.readStream('case-0', { from: ROUNDS / 3 }))) return revision;
      return undefined;
    });
  }

  /** Every event is there once, each stream in its order; the streams among each other as the command says. */
  async function expectCopy({ status, stdout }: Ended): Promise<void> {
    const { difference, disorder, identical, ...logs } = await compareLogs(source, target);
    expect(difference).toBeUndefined();
    expect(logs).toMatchObject({
      source: { events: EVENTS, streams: STREAMS },
      target: { events: EVENTS, streams: STREAMS },
    });
    expect(await digests(target)).toEqual(await digests(source));
    expect([identical, disorder === undefined]).toEqual([status === 0, status === 0]);
    if (status === 0) expect(stdout).toContain('the logs are identical\n');
    else expect(stdout).toContain('a failure let events of different streams overtake each other');
    expect([0, 1]).toContain(status);
  }

  it(
    'goes on by itself when the leader is killed under it',
    async () => {
      const leader = await cluster.leader();
      const copying = copy();
      await underWay();
      await leader.kill();
      const ended = await copying.ended;
      expect(ended.stdout).toContain(`${EVENTS} events copied, 0 were there\n`);
      await leader.start();
      await cluster.ready();
      await expectCopy(ended);
    },
    PATIENCE_MS,
  );

  it(
    'goes on where it was when it is killed together with the leader, and started again',
    async () => {
      const leader = await cluster.leader();
      const copying = copy();
      await underWay();
      copying.child.kill('SIGKILL');
      await Promise.all([leader.kill(), copying.ended]);
      const again = await copy().ended;
      const [, copied, found] = /^(\d+) events copied, (\d+) were there$/m.exec(again.stdout)!.map(Number);
      expect(found).toBeGreaterThan(EVENTS / 3);
      expect(copied! + found!).toBe(EVENTS);
      await leader.start();
      await cluster.ready();
      await expectCopy(again);
    },
    PATIENCE_MS,
  );
});
