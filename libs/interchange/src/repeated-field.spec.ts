import fc from 'fast-check';
import { repeatsField } from './repeated-field.js';

const repeats = (text: string) => repeatsField(text, JSON.parse(text));

describe('a field given twice', () => {
  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"a":1}',
    '[{"x":{"a":1,"b":2,"a":null}}]',
    '{"a":1,"\\u0061":2}',
    '{"__proto__":1,"__proto__":{}}',
    '{"":1 , "" :2}',
  ])('is found: %s', (text) => expect(repeats(text)).toBe(true));

  it.each([
    '{"a":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\":\\\\","b":":"}',
    '{"__proto__":1}',
    '"a:b"',
    'null',
    ':'.length.toString(),
  ])('is not seen in %s', (text) => expect(repeats(text)).toBe(false));

  it('is never seen where there is none', () => {
    fc.assert(fc.property(fc.json(), (text) => !repeats(text)));
  });
});
