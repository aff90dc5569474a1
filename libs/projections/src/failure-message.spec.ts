import { failureMessage } from './failure-message.js';

describe('the message of a failure', () => {
  it('is the name and the message of the error', () => {
    expect(failureMessage(new RangeError('too far'))).toBe('RangeError: too far');
    expect(failureMessage('thrown')).toBe('something that is no Error was thrown');
  });

  it('names the SQLSTATE, and the constraint that was broken', () => {
    const error = Object.assign(new Error('null value in column "title"'), { code: '23502' });
    expect(failureMessage(error)).toBe('Error 23502: null value in column "title"');
  });

  it.each([
    [Object.assign(new Error('invalid input syntax for type integer: "王小明"'), { code: '22P02' }), '王小明'],
    [Object.assign(new Error('time out of range: "a "b" c"'), { code: '22008' }), 'b'],
  ])('leaves out what data exceptions quote', (error, secret) => {
    expect(failureMessage(error)).not.toContain(`"${secret}"`);
    expect(failureMessage(error)).toMatch(/"…"$/);
  });

  it('leaves out what a parser quotes', () => {
    let thrown: unknown;
    try {
      JSON.parse('{"worker": 王小明}');
    } catch (error) {
      thrown = error;
    }
    expect(failureMessage(thrown)).toMatch(/^SyntaxError/);
    expect(failureMessage(thrown)).not.toMatch(/worker|王|小|明/);
  });

  it('leaves out every text of the content, however deep', () => {
    const content = { names: ['王小明', { of: '王小' }], note: 'he fell', short: 'x', count: 7 };
    const error = new Error('王小明 said: he fell, 王小 heard 7 times x');
    expect(failureMessage(error, content)).toBe('Error: … said: …, … heard 7 times x');
  });

  it('holds nothing that PostgreSQL could not store', () => {
    expect(failureMessage(new Error('no field a\0b, \uD800'))).toBe('Error: no field a\uFFFDb, \uFFFD');
    const cut = failureMessage(new Error('x'.repeat(292) + '😀'));
    expect(cut).toHaveLength(300);
    expect(cut.endsWith('x\uFFFD')).toBe(true);
  });

  it('is not long', () => {
    expect(failureMessage(new Error('x'.repeat(10_000))).length).toBeLessThanOrEqual(300);
  });
});
