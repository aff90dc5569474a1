import type { FileItem } from './file-item.js';
import { MAX_LINE_BYTES, readJsonLines } from './json-lines.js';
import { collect } from './test-support/collect.js';

async function read(bytes: string | Buffer, chunkSize = 7): Promise<FileItem[]> {
  return collect(readJsonLines(chunked(Buffer.from(bytes as string), chunkSize)));
}

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const values = (items: FileItem[]) => items.map((item) => ('value' in item ? [item.line, item.value] : item));
const problems = (items: FileItem[]) =>
  items.flatMap((item) => ('unreadable' in item ? [[item.line, item.unreadable]] : []));

describe('reading JSON lines', () => {
  it('gives each line its object and number, with or without a last newline', async () => {
    const expected = [
      [1, { a: 1 }],
      [2, { b: '六盘水' }],
    ];
    expect(values(await read('{"a": 1}\n{"b": "六盘水"}'))).toEqual(expected);
    expect(values(await read('{"a": 1}\n{"b": "六盘水"}\n'))).toEqual(expected);
  });

  it('cuts lines the same way however the bytes arrive', async () => {
    const text = '{"a": "六盘水市总工会"}\r\n\r\n{"b": 2}\n\n  \n{"c": 3}';
    const whole = await read(text, 1000);
    for (let size = 1; size < 40; size++) expect(await read(text, size)).toEqual(whole);
    expect(values(whole)).toEqual([
      [1, { a: '六盘水市总工会' }],
      [3, { b: 2 }],
      [6, { c: 3 }],
    ]);
  });

  it('says where each item ends in bytes', async () => {
    const text = '{"a": "六"}\n\n{"b": 2}\n';
    expect((await read(text)).map(({ end }) => end)).toEqual([13, Buffer.byteLength(text)]);
  });

  it('skips a byte order mark at the beginning, and only there', async () => {
    expect(values(await read('\uFEFF{"a": 1}\n'))).toEqual([[1, { a: 1 }]]);
    expect(problems(await read('{"a": 1}\n\uFEFFx{"b": 1}\n'))).toHaveLength(1);
  });

  it('finds nothing in an empty file or one of blank lines', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\n\r\n   \n')).toEqual([]);
  });

  it('names the line that is not JSON, and reads on', async () => {
    const items = await read('{"a": 1}\n{"a": \n{"a": 3}\n');
    expect(problems(items)).toEqual([[2, 'the line is not JSON: value expected at column 7']]);
    expect(items).toHaveLength(3);
  });

  it.each([
    ['{"title": 张三 owes 13800138000 wages, "kind": "case"}', 'invalid symbol at column 11'],
    ['{"note": "x", "phone": 张三}', 'invalid symbol at column 24'],
    ['{"phone": 13800138000 张三}', 'invalid symbol at column 23'],
    ['{"note": oops}', 'invalid symbol at column 10'],
    ['{"a": "张三"', 'close brace expected at column 11'],
    ['张三', 'invalid symbol at column 1'],
    ['{"a": "张三\t"}', 'invalid character at column 7'],
  ])('keeps the words of the broken line %s out of the message', async (text, complaint) => {
    const [item] = await read(text);
    expect(item).toMatchObject({ line: 1, unreadable: `the line is not JSON: ${complaint}` });
  });

  it('names the line that is not UTF-8, and reads on', async () => {
    const bytes = Buffer.concat([Buffer.from('{"a": "'), Buffer.from([0xc0, 0xff]), Buffer.from('"}\n{"b": 2}')]);
    const items = await read(bytes);
    expect(problems(items)).toEqual([[1, 'the line is not valid UTF-8']]);
    expect(values(items).at(-1)).toEqual([2, { b: 2 }]);
  });

  it('refuses a line above the limit without holding it, and reads on', async () => {
    const atLimit = `"${'x'.repeat(MAX_LINE_BYTES - 2)}"`;
    const items = await read(`${atLimit}\n ${atLimit}\n{"b": 2}\n ${atLimit}`, 64 * 1024);
    expect(problems(items).map(([line]) => line)).toEqual([2, 4]);
    expect(items.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });
});
