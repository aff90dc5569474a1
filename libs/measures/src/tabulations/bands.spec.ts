import { Bands } from './bands.js';

describe('bands', () => {
  const bands = new Bands([0, 1, 2, 8]);

  it('are named by their first and last numbers', () => {
    expect(bands.labels).toEqual(['0', '1', '2_to_7', '8_or_more', 'undecidable']);
  });

  it.each([
    [0, 0, '0'],
    [2, 7, '2_to_7'],
    [8, 9000, '8_or_more'],
    [7, 8, 'undecidable'],
  ])('from %d to %d is %s', (low, high, label) => {
    expect(bands.labelOf({ low, high })).toBe(label);
  });
});
