import { stateText } from './state-text.js';

const bounds = { width: 60, lines: 12 };

describe('a state for reading', () => {
  it('is as it is where it is small', () => {
    expect(stateText({ n: 1, by: new Map([['a', [1, 2]]]) }, bounds)).toBe("{ n: 1, by: Map(1) { 'a' => [ 1, 2 ] } }");
  });

  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`key ${n}`, { n, list: [n, n] }]));
  const circular: { self?: unknown; map: Map<string, unknown> } = { map: new Map() };
  circular.self = circular;
  circular.map.set('back', circular);
  it.each([
    ['wide', wide],
    ['a long list', Array.from({ length: 1_000_000 }, (_, n) => n)],
    ['a large map', new Map(Array.from({ length: 100_000 }, (_, n) => [n, wide]))],
    ['circular', circular],
    ['a long text', ['x'.repeat(1_000_000)]],
    [
      'a getter that throws',
      {
        get no() {
          throw new Error('no');
        },
      },
    ],
  ])('keeps its bounds when it is %s', (_, state) => {
    const lines = stateText(state, bounds).split('\n');
    expect(lines.length).toBeLessThanOrEqual(bounds.lines);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(bounds.width);
  });

  it('tells what it leaves out', () => {
    expect(stateText(wide, { width: 80, lines: 200 })).toContain('99980 more');
    expect(stateText(wide, bounds)).toMatch(/… \d+ more lines$/);
  });
});
