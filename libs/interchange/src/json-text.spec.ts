import fc from 'fast-check';
import { InvalidJson, readJson } from './json-text.js';

function complaintAbout(text: string): string {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof InvalidJson) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('reading a JSON text', () => {
  it('takes whatever is JSON, as it is', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(readJson(spaced)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '[{"a": 1}, {"a": {"a": 2}}]',
    String.raw`{"a\": ": "\\", "b": "\\\": \"c\":"}`,
    '{"__proto__": {"a": 1}}',
    '["a", "b" , ": "]',
  ])('takes one field in several objects, and texts that look like fields: %s', (text) => {
    expect(readJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '{"title": "First", "title": "Second"}',
    String.raw`{"a": [{"b": {"c": 1, "d": "\"", "c" : 1}}]}`,
    String.raw`{"title": 1, "t\u0069tle": 2}`,
    '{"__proto__": 1, "__proto__": 2}',
  ])('refuses a field that an object has twice: %s', (text) => {
    expect(complaintAbout(text)).toBe('an object has a field twice');
  });

  it('says of what is no JSON which kind of thing is wrong where, and none of its words', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, at) => {
        const cut = at % (json.length + 1);
        const text = `${json.slice(0, cut)}张三${json.slice(cut)}`;
        fc.pre(!isJson(text)); // inside a string it is one
        expect(complaintAbout(text)).toMatch(/^the line is not JSON: [a-z ]+ at column \d+$/);
      }),
    );
  });

  it('has no place to tell where the text is nested too deeply to look for it', () => {
    expect(complaintAbout('['.repeat(200_000))).toBe('the line is not JSON');
  });

  it('takes what is nested deeply', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(Array.isArray(readJson(text))).toBe(true);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
