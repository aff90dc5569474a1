import { rangesOf } from './fill-counts.js';

describe('what is counted at a time', () => {
  it('is some unions in order, each once, one alone where it has too many engagements', () => {
    const sizes = [3, 4, 2, 50, 1, 1].map((n, index) => ({ union_id: 'abcdef'[index]!, n }));
    expect(rangesOf(sizes, 7)).toEqual([
      ['a', 'b'],
      ['c', 'c'],
      ['d', 'd'],
      ['e', 'f'],
    ]);
  });

  it('is nothing where there are no engagements', () => expect(rangesOf([])).toEqual([]));
});
