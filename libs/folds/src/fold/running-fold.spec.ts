import { foldIn } from './fold-in.js';
import type { ReplayedEvent } from './replayed-event.js';
import { FoldFailed, RunningFold } from './running-fold.js';

const context = { asOf: 1, knownAt: 2 };
const TYPES = ['UnionCalled', 'Deflected'];
const event = (type: string, revision = 3) =>
  ({ type, revision, stream: 'case-x', position: '7' }) as unknown as ReplayedEvent;

const running = (module: object) => new RunningFold(foldIn(module, TYPES), context);

function failureOf(work: () => unknown): FoldFailed {
  try {
    work();
  } catch (error) {
    if (error instanceof FoldFailed) return error;
  }
  throw new Error('it did not fail');
}

describe('a fold at work', () => {
  it('goes from state to state, and leaves alone what it does not count', () => {
    const fold = running({ initial: 0, on: { UnionCalled: (n: number) => n + 1 }, finish: (n: number) => [n] });
    for (const type of ['UnionCalled', 'Deflected', 'UnionCalled']) fold.apply(event(type));
    expect([fold.state, fold.folded, fold.finish()]).toEqual([2, 2, [2]]);
  });

  it('may change its state in place', () => {
    const fold = running({
      initial: () => [],
      on: { UnionCalled: (list: string[], { type }: ReplayedEvent) => void list.push(type) },
    });
    fold.apply(event('UnionCalled'));
    expect(fold.finish()).toEqual(['UnionCalled']);
  });

  it('is told what it stands on', () => {
    const seen: unknown[] = [];
    const fold = running({
      initial: (given: unknown) => seen.push(given),
      on: { UnionCalled: (_: unknown, __: unknown, given: unknown) => seen.push(given) },
      finish: (_: unknown, given: unknown) => seen.push(given),
    });
    fold.apply(event('UnionCalled'));
    fold.finish();
    expect(seen).toEqual([context, context, context]);
  });
});

describe('a fold that fails', () => {
  const fails = () => {
    throw new TypeError('no such thing');
  };

  it('says over which event, and what its state was', () => {
    const fold = running({ initial: 5, on: { UnionCalled: (n: number) => n + 1, Deflected: fails } });
    fold.apply(event('UnionCalled'));
    const failure = failureOf(() => fold.apply(event('Deflected', 4)));
    expect(failure).toMatchObject({ state: 6, folded: 1, at: { type: 'Deflected' } });
    expect(failure.message).toBe(
      'the fold failed over Deflected, revision 4 of case-x, position 7: TypeError: no such thing',
    );
  });

  it('says so of its beginning and its end', () => {
    const on = { UnionCalled: () => 0 };
    expect(failureOf(() => running({ initial: fails, on })).message).toContain('in `initial`: TypeError');
    expect(failureOf(() => running({ initial: 0, on, finish: fails }).finish()).message).toContain('in `finish`');
  });

  it('says what was thrown that is no error', () => {
    const throws = () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw 'a text';
    };
    const fold = running({ initial: 0, on: { UnionCalled: throws } });
    expect(failureOf(() => fold.apply(event('UnionCalled'))).message).toContain('it threw a text');
  });

  it.each([
    [{ code: 5 }, '{ code: 5 }'],
    [Object.create(null), '[Object: null prototype] {}'],
    [undefined, 'undefined'],
  ])('shows a thrown object as it is: %#', (thrown, shown) => {
    const on = {
      UnionCalled: () => {
        throw thrown as Error;
      },
    };
    const fold = running({ initial: 0, on });
    const { message } = failureOf(() => fold.apply(event('UnionCalled')));
    expect(message.slice(message.indexOf(': ') + 2)).toBe(`it threw ${shown}`);
  });

  it('does when it gives a promise', () => {
    const fold = running({ initial: 0, on: { UnionCalled: () => Promise.reject(new Error('later')) } });
    expect(failureOf(() => fold.apply(event('UnionCalled'))).message).toContain('it returned a promise');
  });
});
