import { newEvent } from '../contract/events.js';
import { StoreUnavailable } from '../errors.js';
import type { AppendOutcome } from '../port.js';
import { prepareAppend, type PreparedAppend } from '../prepared-append.js';
import type { Verdict } from './append-call.js';
import type { AppendGroup } from './append-group.js';
import { GroupCommitter } from './group-committer.js';

/** A server that keeps the revisions of streams, answers when told to, and notes the groups that it was sent. */
class Server {
  readonly groups: string[][] = [];
  private readonly revisions = new Map<string, number>();
  private readonly unanswered: (() => void)[] = [];

  constructor(private readonly answersAtOnce: boolean) {}

  async commit(group: AppendGroup): Promise<Verdict[]> {
    this.groups.push(group.members.map(({ append }) => `${append.stream}@${append.expected}`));
    if (!this.answersAtOnce) await new Promise<void>((resolve) => this.unanswered.push(resolve));
    const lost = [...group.runs].filter(([stream, run]) => (this.revisions.get(stream) ?? -1) !== run.expected);
    if (lost.length === 0) {
      for (const [stream, run] of group.runs) this.revisions.set(stream, run.end);
      return group.members.map(({ append }) => done(append.expected + append.events.length));
    }
    return group.members.map(({ append }): Verdict => {
      const run = lost.find(([stream]) => stream === append.stream)?.[1];
      if (!run) return 'again';
      return run.members > 1 ? 'again_alone' : { ok: false, error: new Error('lost') };
    });
  }

  async answer(): Promise<void> {
    this.unanswered.shift()!();
    // Until the committer has sent the next group, if there is one.
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
  }
}

const done = (revision: number): AppendOutcome => ({ ok: true, appended: { revision, position: '' } });

function append(stream: string, expected: number, events = 1, size = 0) {
  return prepareAppend({
    stream,
    expected: expected < 0 ? 'no_stream' : expected,
    events: Array.from({ length: events }, () => newEvent({ data: { filling: 'x'.repeat(size) } })),
  });
}

function committer(server: Pick<Server, 'commit'>, retryFor = 1_000) {
  const sizes: number[] = [];
  const committer = new GroupCommitter({
    commit: (group) => server.commit(group),
    retryFor,
    onCommit: (size) => sizes.push(size),
    onFailure: () => undefined,
  });
  const committing = {
    append: (one: PreparedAppend) => new Promise<AppendOutcome>((resolve) => committer.append(one, resolve)),
    drained: () => committer.drained(),
  };
  return { committing, sizes };
}

describe('group commit', () => {
  it('sends what gathers during one call together in the next', async () => {
    const server = new Server(false);
    const { committing, sizes } = committer(server);
    const first = committing.append(append('a', -1));
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    const others = ['b', 'c', 'd'].map((stream) => committing.append(append(stream, -1)));
    await server.answer();
    await server.answer();
    expect(await Promise.all([first, ...others])).toEqual(Array.from({ length: 4 }, () => done(0)));
    expect(server.groups).toEqual([['a@-1'], ['b@-1', 'c@-1', 'd@-1']]);
    expect(sizes).toEqual([1, 3]);
  });

  it('sends appends of one stream together when each expects what the one before leads to', async () => {
    const server = new Server(true);
    const { committing } = committer(server);
    const outcomes = [append('a', -1, 2), append('b', -1), append('a', 1), append('a', 2, 3)].map((one) =>
      committing.append(one),
    );
    expect(await Promise.all(outcomes)).toEqual([done(1), done(0), done(2), done(5)]);
    expect(server.groups).toEqual([['a@-1', 'b@-1', 'a@1', 'a@2']]);
  });

  it('keeps an append back that does not follow from the one before, and those of its stream with it', async () => {
    const server = new Server(true);
    const { committing } = committer(server);
    const outcomes = [append('a', -1), append('a', -1), append('b', -1), append('a', 0)].map((one) =>
      committing.append(one),
    );
    expect((await Promise.all(outcomes)).map((outcome) => outcome.ok)).toEqual([true, false, true, true]);
    expect(server.groups).toEqual([['a@-1', 'b@-1'], ['a@-1', 'a@0'], ['a@-1'], ['a@0']]);
  });

  it('tells each of a run that was refused together for itself', async () => {
    const server = new Server(true);
    const { committing } = committer(server);
    await committing.append(append('a', -1, 3));
    const outcomes = [append('a', 1), append('a', 2), append('b', -1)].map((one) => committing.append(one));
    expect((await Promise.all(outcomes)).map((outcome) => outcome.ok)).toEqual([false, true, true]);
  });

  it('limits what one commit takes in, by events and by bytes, and sends a larger append alone', async () => {
    const server = new Server(true);
    const { committing, sizes } = committer(server);
    const appends = [
      ...Array.from({ length: 5 }, (_, n) => append(`many-${n}`, -1, 900)),
      ...Array.from({ length: 9 }, (_, n) => append(`large-${n}`, -1, 1, 1_000_000)),
      append('whole', -1, 3_000),
    ];
    await Promise.all(appends.map((one) => committing.append(one)));
    expect(sizes.reduce((sum, size) => sum + size)).toBe(appends.length);
    for (const group of server.groups.filter((members) => members.length > 1)) {
      const members = appends.filter((one) => group.includes(`${one.stream}@-1`));
      expect(members.reduce((sum, one) => sum + one.events.length, 0)).toBeLessThanOrEqual(2_000);
      expect(members.reduce((sum, one) => sum + one.bytes, 0)).toBeLessThanOrEqual(4 * 1024 * 1024);
    }
    expect(server.groups).toContainEqual(['whole@-1']);
    expect(server.groups.length).toBeLessThanOrEqual(5);
  });

  it('sends the same again after a failure that passes, and settles nobody before', async () => {
    const server = new Server(true);
    let failures = 3;
    const failing = {
      commit: async (group: AppendGroup) => {
        if (failures-- > 0) throw new Error('Connection terminated unexpectedly');
        return server.commit(group);
      },
    };
    const { committing } = committer(failing);
    const outcomes = [append('a', -1), append('b', -1)].map((one) => committing.append(one));
    expect(await Promise.all(outcomes)).toEqual([done(0), done(0)]);
    expect(server.groups).toEqual([['a@-1', 'b@-1']]);
  });

  it('tells everybody who waited too long that the outcome is unknown, and goes on with others', async () => {
    const server = new Server(true);
    let down = true;
    const { committing } = committer(
      { commit: async (group) => (down ? Promise.reject(new Error('Connection terminated')) : server.commit(group)) },
      50,
    );
    const outcome = await committing.append(append('a', -1));
    expect(outcome).toEqual({ ok: false, error: expect.any(StoreUnavailable) as Error });
    down = false;
    expect(await committing.append(append('b', -1))).toEqual(done(0));
  });

  it('gives up at once on what repeating cannot mend', async () => {
    let calls = 0;
    const broken = {
      commit: () => {
        calls++;
        return Promise.reject(new TypeError('a mistake'));
      },
    };
    const outcome = await committer(broken).committing.append(append('a', -1));
    expect(outcome).toEqual({ ok: false, error: expect.any(StoreUnavailable) as Error });
    expect(calls).toBe(1);
  });

  it('gives up the appends of one call together, so that none lands without those before it', async () => {
    const groups: string[][] = [];
    const committer = new GroupCommitter({
      commit: (group) => {
        groups.push(group.members.map(({ append }) => append.stream));
        return Promise.reject(new Error('Connection terminated'));
      },
      retryFor: 300,
      onCommit: () => undefined,
      onFailure: () => undefined,
    });
    const since = Date.now();
    const one = (stream: string) =>
      new Promise<AppendOutcome>((resolve) => committer.append(append(stream, -1), resolve, since));
    const first = one('a');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await Promise.all([first, one('b')])).toMatchObject([{ ok: false }, { ok: false }]);
    expect(groups.at(-1)).toEqual(['a', 'b']);
  });

  it('sends nothing again, and goes on, when whoever is told of it throws', async () => {
    const server = new Server(true);
    let failures = 1;
    const told: string[] = [];
    const committer = new GroupCommitter({
      commit: async (group) => {
        if (failures-- > 0) throw new Error('Connection terminated');
        return server.commit(group);
      },
      retryFor: 1_000,
      onCommit: () => {
        told.push('commit');
        throw new Error('no room for metrics');
      },
      onFailure: () => {
        told.push('failure');
        throw new Error('no room for logs');
      },
    });
    const committing = (one: PreparedAppend) => new Promise<AppendOutcome>((resolve) => committer.append(one, resolve));
    expect(await committing(append('a', -1))).toEqual(done(0));
    expect(await committing(append('a', 0))).toEqual(done(1));
    await committer.drained();
    expect(server.groups).toEqual([['a@-1'], ['a@0']]);
    expect(told).toEqual(['failure', 'commit', 'commit']);
  });

  it('is drained when all have their answers', async () => {
    const server = new Server(true);
    const { committing } = committer(server);
    let answered = 0;
    for (let n = 0; n < 10; n++)
      void committing.append(append(`case-${n % 2}`, Math.floor(n / 2) - 1)).then(() => answered++);
    await committing.drained();
    expect(answered).toBe(10);
  });
});
