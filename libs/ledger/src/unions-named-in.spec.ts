import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { unionsNamedIn } from './unions-named-in.js';

const [a, b, c, d] = [uuid(), uuid(), uuid(), uuid()];

describe('the unions that a content names', () => {
  it('are those it is about, sends to, credits or lies under', () => {
    expect(unionsNamedIn({ content: { unionId: a, deflectedTo: { unionId: b } } })).toEqual([a, b]);
    expect(unionsNamedIn({ content: { parentId: c } })).toEqual([c]);
    expect(unionsNamedIn({ content: { creditedTo: [{ unionId: a }, { body: 'court' }] } })).toEqual([a]);
    expect(unionsNamedIn({ content: { note: a } })).toEqual([]);
  });

  it('include those that the content of a correction names', () => {
    const content = { unionId: a, deflectedTo: { unionId: b }, creditedTo: [{ unionId: d }] };
    expect(unionsNamedIn({ content: { stepId: c, why: 'w', content } })).toEqual([a, b, d]);
  });

  it('are no more than a step may name, however many a correction lists', () => {
    const creditedTo = Array.from({ length: 20_000 }, () => ({ unionId: uuid() }));
    expect(unionsNamedIn({ content: { content: { creditedTo } } })).toHaveLength(100);
  });

  it('are ids, whatever else stands in their place', () => {
    const key = fc.constantFrom('unionId', 'parentId', 'deflectedTo', 'creditedTo', 'content');
    fc.assert(
      fc.property(fc.object({ key, maxDepth: 5, withNullPrototype: true }), (content) => {
        expect(unionsNamedIn({ content })).toEqual([]);
      }),
    );
    let content: object = {};
    for (let depth = 0; depth < 20_000; depth++) content = { content };
    expect(unionsNamedIn({ content })).toEqual([]);
  });
});
