import { v5 } from 'uuid';
import { SeenItems } from './seen-items.js';

const NAMESPACE = '00000000-0000-4000-8000-000000000000';
const idOf = (key: number) => v5(String(key), NAMESPACE);

describe('what a file has told already', () => {
  it('tells the new from what was said word for word and from what was said otherwise', () => {
    const seen = new SeenItems();
    expect(seen.see(idOf(1), 'a', 1)).toBe('new');
    expect(seen.see(idOf(2), 'a', 2)).toBe('new');
    expect(seen.see(idOf(1), 'a', 3)).toBe('same');
    expect(seen.see(idOf(1), 'b', 4)).toEqual({ line: 1 });
  });

  it('remembers every one of many', () => {
    const seen = new SeenItems();
    const keys = Array.from({ length: 20_000 }, (_, key) => key);
    expect(keys.filter((key) => seen.see(idOf(key), `text ${key}`, key + 1) !== 'new')).toEqual([]);
    expect(keys.filter((key) => seen.see(idOf(key), `text ${key}`, 99_999) !== 'same')).toEqual([]);
    expect(seen.see(idOf(12_345), 'other', 99_999)).toEqual({ line: 12_346 });
  });
});
