import { csvText } from './csv-text.js';
import { UnwritableResult } from './path-text.js';

const written = (value: unknown) => [...csvText(value)].join('');

describe('a result as CSV', () => {
  it('has the fields of all rows for columns', () => {
    const rows = [{ a: 1, b: 'x, y' }, { c: true, a: null }, { b: new Date(0) }];
    expect(written(rows)).toBe('a,b,c\r\n1,"x, y",\r\n,,true\r\n,1970-01-01T00:00:00.000Z,\r\n');
  });

  it('computes nothing in a spreadsheet', () => {
    expect(written([{ union: '=1+1' }])).toBe("union\r\n'=1+1\r\n");
  });

  it('is empty when there are no rows, and has all of many', () => {
    expect(written([])).toBe('');
    expect(written(new Set(Array.from({ length: 1201 }, (_, n) => ({ n })))).split('\r\n')).toHaveLength(1203);
  });

  it.each([
    [{ a: 1 }, 'the result is no list of objects'],
    [[{ a: 1 }, 2], '[1] is no object'],
    [[[1]], '[0] is no object'],
    [[{ a: { b: 1 } }], '[0].a is an object, which a cell cannot hold'],
    [[{ a: [1] }], '[0].a is a list'],
    [[{ a: NaN }], '[0].a is NaN'],
  ])('refuses what a table cannot hold: %#', (value, reason) => {
    expect(() => written(value)).toThrow(UnwritableResult);
    expect(() => written(value)).toThrow(reason);
  });
});
