import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventStore, type NewEvent } from '#event-store';
import { reportCasesFile } from '#interchange';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { describeWith } from '../../../test/support/needs.js';
import { until } from '../../../test/support/until.js';
import { withPrefix } from '../../../test/support/with-prefix.js';
import { recourse, start, type Ended, type Running } from './test-support/recourse.js';
import { inSession } from './test-support/session.js';

let from: TestDatabase;
let to: TestDatabase;
let source: PostgresEventStore;
let target: PostgresEventStore;

beforeEach(async () => {
  [from, to] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  source = await PostgresEventStore.open({ url: from.url });
  target = await PostgresEventStore.open({ url: to.url });
});

afterEach(async () => {
  await Promise.all([source.close(), target.close()]);
  await Promise.all([from.drop(), to.drop()]);
});

const event = (): NewEvent => ({ id: randomUUID(), type: 'Noted', data: { note: 'x'.repeat(300) }, metadata: {} });

/** Appends so many events to as many streams. */
async function fill(store: PostgresEventStore, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1_000) {
    const appends = Array.from({ length: Math.min(1_000, count - done) }, () => {
      const expected = 'no_stream' as const;
      return { stream: `case-${randomUUID()}`, events: [event()], expected };
    });
    await store.appendMany(appends);
  }
}

const copy = (...options: string[]): Promise<Ended> =>
  inSession(['copy', '--from', from.url, '--to', to.url, ...options]);

/** What both logs hold, when they are identical. */
const identical = (events: number, streams: number) => {
  const line = `${events} events in ${streams} streams, SHA-256 [0-9a-f]{64}`;
  return `source  ${line}\ntarget  ${line}\nthe logs are identical\n$`;
};

const ended = ({ process: { exitCode } }: Running) => exitCode !== null;

/** Waits for a text on standard error. */
async function said(running: Running, text: string): Promise<void> {
  let stderr = '';
  await new Promise<void>((resolve) =>
    running.process.stderr!.on('data', (chunk: string) => {
      stderr += chunk;
      if (stderr.includes(text)) resolve();
    }),
  );
}

describe('recourse copy', () => {
  it('copies what the server works on, compares, and has nothing to do the second time', async () => {
    const server = { DATABASE_URL: from.url };
    await inSession(['import', reportCasesFile()], server);
    const first = await recourse(['copy', '--to', to.url], server);
    expect(first).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(`^92 events copied, 0 were there\n${identical(92, 31)}`),
    });
    const second = await inSession(['copy', '--to', to.url], server);
    expect(second).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(`^0 events copied, 92 were there\n${identical(92, 31)}`),
    });
  });

  it('compares alone, and says where the logs differ', async () => {
    await source.append('case-1', [event(), event()], 'no_stream');
    expect(await copy('--verify')).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(
        /^source {2}2 events in 1 streams, .*\ntarget {2}0 events in 0 streams, .*\nthe logs differ: where the source has revision 0 of case-1 \(position 0000000000000000001\), the target ends\n$/,
      ),
    });
    expect(await target.head()).toBeUndefined();
    await copy();
    expect(await copy('--verify')).toMatchObject({ status: 0, stdout: expect.stringMatching(`^${identical(2, 1)}`) });
  });

  it('refuses a target of another ledger in one line, and leaves it as it is', async () => {
    await fill(source, 10);
    const own = await target.append('case-own', [event()], 'no_stream');
    const { status, stdout, stderr } = await copy();
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(
      /^recourse: the target is neither empty nor a copy of the source: where the source has revision 0 of case-\S+ \(position 0000000000000000001\), the target has revision 0 of case-own .*\n$/,
    );
    expect(await target.head()).toBe(own.position);
  });

  it('goes on where it was killed: nothing twice, nothing lost', async () => {
    const events = 10_000;
    await fill(source, events);
    let kills = 0;
    for (let part = 1; ; part++) {
      const running = start(['copy', '--from', from.url, '--to', to.url]);
      const enough = ((part - Math.random()) / 4) * events;
      await until('a part of the copy', async () => ended(running) || Number((await target.head()) ?? 0) >= enough);
      if (part <= 4) running.process.kill('SIGKILL');
      const { status, stdout } = await running.ended;
      if (status === 0) {
        expect(stdout).toMatch(new RegExp(identical(events, events)));
        break;
      }
      kills++;
    }
    expect(kills).toBeGreaterThan(0);
  }, 180_000);

  it('stops in order when it is interrupted, and says how to go on', async () => {
    await fill(source, 20_000);
    const running = start(['copy', '--from', from.url, '--to', to.url]);
    while ((await target.head()) === undefined) await new Promise(setImmediate);
    running.process.kill('SIGINT');
    const { status, stdout } = await running.ended;
    expect(status).toBe(130);
    const [, copied] =
      /^(\d+) events copied, 0 were there\nstopped before the end of the source: copy again to go on\n$/.exec(stdout)!;
    expect(Number(await target.head())).toBe(Number(copied));
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('follows until %s, saying when it has caught up', async (signal) => {
    await fill(source, 500);
    const running = start(['copy', '--from', from.url, '--to', to.url, '--follow']);
    await said(running, 'caught up: the target has all 500 events\n');
    await fill(source, 40);
    await said(running, 'caught up: the target has all 540 events\n');
    running.process.kill(signal);
    expect(await running.ended).toMatchObject({ status: 0, stdout: '540 events copied, 0 were there\n' });
    expect(await copy('--verify')).toMatchObject({ status: 0 });
  });

  it('refuses to copy a log onto itself, however it is called', async () => {
    const other = new URL(from.url);
    other.hostname = other.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    for (const url of [from.url, `${from.url}?application_name=other`, other.href]) {
      expect(await inSession(['copy', '--from', from.url, '--to', url])).toEqual({
        status: 2,
        stdout: '',
        stderr: 'recourse: --from and --to name the same log\n',
      });
    }
  });

  it.each([
    [['copy'], 2, "required option '--to <url>' not specified"],
    [['copy', '--to', 'postgres://u:s3cret@h/x', '--follow', '--verify'], 2, '--follow copies, --verify only compares'],
    [['copy', '--to', 'mysql://u:s3cret@h/x'], 2, '--to must be a postgres:// or kurrentdb:// URL'],
    [['copy', '--to', 's3cret'], 2, '--to must be a postgres:// or kurrentdb:// URL'],
    [['copy', '--from', 'kurrentdb://u:s3cret', '--to', 'postgres://h/x'], 2, '--from must name hosts'],
    [['copy', '--from', 'postgres://u:s3cret@127.0.0.1:1/x', '--to', 'postgres://h/x'], 3, '--from: the event store'],
  ])('refuses %j', async (args, status, reason) => {
    const refused = await inSession(args);
    expect(refused).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(/^recourse: /) });
    expect(refused.stderr).toContain(reason);
    expect(refused.stderr).not.toMatch(/s3cret|\n {4}at /);
  });

  it('says which of both cannot be reached, and that there is no ledger to copy', async () => {
    expect(await inSession(['copy', '--from', from.url, '--to', 'postgres://u:s3cret@127.0.0.1:1/x'])).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/^recourse: --to: the event store cannot be reached: (?!.*s3cret).*\n$/),
    });
    const directory = await mkdtemp(join(tmpdir(), 'recourse-copy-'));
    expect(await inSession(['copy', '--to', to.url], { DATA_DIR: directory })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(`there is no ledger in ${directory}`),
    });
    await rm(directory, { recursive: true });
  });
});

describeWith('KURRENTDB_URL', 'recourse copy with KurrentDB', (url) => {
  const prefixed = (prefix: string) => withPrefix(url, prefix);

  it('moves a log there and back', async () => {
    await inSession(['import', reportCasesFile()], { DATABASE_URL: from.url });
    const kurrentDb = prefixed(`copy-${randomUUID()}.`);
    for (const [one, other] of [
      [from.url, kurrentDb],
      [kurrentDb, to.url],
    ] as const) {
      expect(await inSession(['copy', '--from', one, '--to', other])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(`^92 events copied, 0 were there\n${identical(92, 31)}`),
      });
    }
    expect(await copy('--verify')).toMatchObject({ status: 0 });
  });

  it('refuses prefixes of which one begins with the other: they share streams', async () => {
    const prefix = `copy-${randomUUID()}`;
    const args = ['copy', '--from', prefixed(`${prefix}.`), '--to', prefixed(`${prefix}.b.`)];
    expect(await inSession(args)).toMatchObject({ status: 2, stderr: expect.stringContaining('name the same log') });
  });
});
