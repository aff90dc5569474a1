import {
  isUnionEventType,
  UnknownSchema,
  unionSchemaVersion,
  upcastUnionEvent,
  validateUnionContent,
} from './index.js';
import { InvalidContent } from './invalid-content.js';
import { UpcasterChain } from './upcasting.js';

describe('the schemas of union events', () => {
  it('pass events of the current version unchanged', () => {
    const event = {
      id: 'x',
      type: 'UnionClosed',
      schemaVersion: unionSchemaVersion('UnionClosed'),
      data: { why: 'merged' },
    };
    expect(upcastUnionEvent(event)).toEqual({ id: 'x', type: 'UnionClosed', data: { why: 'merged' } });
  });

  it.each([
    ['UnionClosed', 2],
    ['UnionClosed', 0],
    ['UnionClosed', NaN],
    ['UnionMerged', 1],
    ['toString', 1],
  ])('refuse %s of version %d, which no older program wrote', (type, schemaVersion) => {
    expect(() => upcastUnionEvent({ id: 'x', type, schemaVersion, data: {} })).toThrow(UnknownSchema);
  });

  it('tell their own types from others', () => {
    expect(['UnionMoved', 'UnionCalled', 'constructor'].map(isUnionEventType)).toEqual([true, false, false]);
  });

  it('validate a content by its type', () => {
    expect(validateUnionContent('UnionMoved', { level: 'district' })).toEqual({ level: 'district' });
    expect(() => validateUnionContent('UnionMoved', { why: 'x' })).toThrow(InvalidContent);
  });
});

describe('a chain of upcasters', () => {
  const chain = new UpcasterChain({
    Moved: [
      (data) => ({ ...data, level: data.rank }),
      ({ rank: _, ...data }) => data,
      (data) => ({ ...data, level: String(data.level).toLowerCase() }),
    ],
  });

  it('applies the steps that an older version lacks, in order', () => {
    expect(chain.currentVersion('Moved')).toBe(4);
    expect(chain.upcast('Moved', 1, { rank: 'CITY' })).toEqual({ level: 'city' });
    expect(chain.upcast('Moved', 3, { level: 'CITY' })).toEqual({ level: 'city' });
  });

  it('leaves the stored data as it is', () => {
    const stored = Object.freeze({ rank: 'CITY' });
    chain.upcast('Moved', 1, stored);
    expect(stored).toEqual({ rank: 'CITY' });
  });
});
