import { negotiate } from './media-type.js';

const OFFERED = ['application/json', 'application/x-ndjson'] as const;

describe('content negotiation', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/x-ndjson', 'application/x-ndjson'],
    ['Application/X-NDJSON; charset=utf-8', 'application/x-ndjson'],
    ['application/json;q=0.5, application/x-ndjson', 'application/x-ndjson'],
    ['application/json;q=0.5, application/x-ndjson;q=0.4', 'application/json'],
    ['application/json;q=0, */*', 'application/x-ndjson'],
    ['text/html, */*;q=0.1', 'application/json'],
  ])('answers Accept: %s with %s', (accept, type) => {
    expect(negotiate(accept, OFFERED)).toBe(type);
  });

  it.each(['text/event-stream', '', 'application/json;q=0', 'nonsense', 'application/json;q=x'])(
    'has nothing for Accept: %j',
    (accept) => expect(() => negotiate(accept, OFFERED)).toThrow(expect.objectContaining({ name: 'not-acceptable' })),
  );
});
