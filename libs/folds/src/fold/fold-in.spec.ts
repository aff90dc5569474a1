import { foldIn, InvalidFold } from './fold-in.js';

const TYPES = ['UnionCalled', 'Deflected'];
const on = { UnionCalled: (state: unknown) => state };

function problemsOf(module: object): readonly string[] {
  try {
    foldIn(module, TYPES);
    return [];
  } catch (error) {
    if (error instanceof InvalidFold) return error.problems;
    throw error;
  }
}

describe('a module that is a fold', () => {
  const context = { asOf: 0, knownAt: 0 };

  it.each([
    ['by name', { initial: 0, on }],
    ['as its default', { default: { initial: 0, on } }],
    ['with a function that makes the first state', { initial: () => 0, on }],
    ['beside a default that is none', { default: 5, initial: 0, on }],
  ])('exports it %s', (_, module) => {
    const fold = foldIn(module, TYPES);
    expect([fold.initial(context), [...fold.on.keys()], fold.finish(7, context)]).toEqual([0, ['UnionCalled'], 7]);
  });

  it('may start with null', () => {
    expect(foldIn({ initial: null, on }, TYPES).initial(context)).toBeNull();
  });
});

describe('a module that is none', () => {
  it.each([
    ['no first state', { on }, ['it exports no `initial`']],
    ['no functions', { initial: 0 }, ['it exports no `on`']],
    ['a list', { initial: 0, on: [] }, ['`on` must be an object']],
    ['nothing to count', { initial: 0, on: {} }, ['`on` has no event type; there are UnionCalled, Deflected']],
    ['a type that there is not', { initial: 0, on: { UnionCaled: () => 0 } }, ['no such event type as `UnionCaled`']],
    ['a name that every object has', { initial: 0, on: { toString: () => 0 } }, ['`toString`']],
    ['what is no function', { initial: 0, on: { Deflected: 1 } }, ['`on.Deflected` must be a function']],
    ['no function to finish with', { initial: 0, on, finish: 1 }, ['`finish` must be a function']],
    ['everything at once', { on: { X: 1 } }, ['`initial`', '`X`', '`on.X`']],
  ])('has %s', (_, module, expected) => {
    expect(problemsOf(module)).toEqual(expected.map((part) => expect.stringContaining(part)));
  });
});
