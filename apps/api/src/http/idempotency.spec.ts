import { newId } from './idempotency.js';

describe('ids of what a request records', () => {
  it('are the same for the same caller, scope and key, now and for ever', () => {
    // Late retries meet their events by this: the value must never change.
    expect(newId('local', 'cases', 'key-1')).toBe('47ca0f4f-f600-52a7-b976-aebb611ffb6f');
  });

  it('differ when anything differs', () => {
    const ids = [
      newId('local', 'cases', 'key-1'),
      newId('local', 'cases', 'key-2'),
      newId('local', 'cases:id', 'key-1'),
      newId('other', 'cases', 'key-1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('come in the order of time without a key', () => {
    const ids = Array.from({ length: 100 }, () => newId('local', 'cases', undefined));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});
