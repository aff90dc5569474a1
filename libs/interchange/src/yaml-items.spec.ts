import { jest } from '@jest/globals';
import { UnreadableFile } from './errors.js';
import type { FileItem } from './file-item.js';
import { readYaml } from './yaml-items.js';
import { collect } from './test-support/collect.js';

const read = (text: string): Promise<FileItem[]> => collect(readYaml(text).items);
const values = async (text: string) =>
  (await read(text)).map((item) => ('value' in item ? [item.line, item.value] : [item.line, item.unreadable]));

/** What a reader is told of items that cannot be read. */
async function told(text: string): Promise<string[]> {
  try {
    return (await read(text)).flatMap((item) => ('unreadable' in item ? [item.unreadable] : []));
  } catch (error) {
    return [(error as Error).message];
  }
}

describe('reading YAML', () => {
  it('reads the lists of a document, ignoring what else it holds', async () => {
    const text =
      '# about\n\nunions:\n  - {key: a}\n  # more\n  -\n    key: b\ncases:\n  - key: c\ntallies: {cases: 127}\n';
    expect(await values(text)).toEqual([
      [4, { kind: 'union', key: 'a' }],
      [7, { kind: 'union', key: 'b' }],
      [9, { kind: 'case', key: 'c' }],
    ]);
  });

  it('reads unions before cases, whichever list comes first', async () => {
    expect(await values('cases:\n  - {key: c}\nunions:\n  - {key: a}\n')).toEqual([
      [4, { kind: 'union', key: 'a' }],
      [2, { kind: 'case', key: 'c' }],
    ]);
  });

  it('reads a sequence, and documents of one object each', async () => {
    expect(await values('- {kind: union, key: a}\n- {kind: case, key: b}\n')).toEqual([
      [1, { kind: 'union', key: 'a' }],
      [2, { kind: 'case', key: 'b' }],
    ]);
    expect(await values('kind: union\nkey: a\n---\nkind: case\nkey: b\n')).toEqual([
      [1, { kind: 'union', key: 'a' }],
      [4, { kind: 'case', key: 'b' }],
    ]);
  });

  it('finds nothing in an empty file, a comment, or empty lists', async () => {
    for (const text of ['', '# nothing\n', '---\n', 'unions:\ncases: []\n', '\uFEFF'])
      expect(await read(text)).toEqual([]);
  });

  it('keeps yes, no and dates as the words they are', async () => {
    expect(await values('- {aware: no, at: 2021-06-15, known: yes}\n')).toEqual([
      [1, { aware: 'no', at: '2021-06-15', known: 'yes' }],
    ]);
  });

  it('refuses the one item that names a field twice', async () => {
    expect(await values('- {key: a}\n- key: b\n  key: c\n- {key: d}\n')).toEqual([
      [1, { key: 'a' }],
      [2, 'an object has a field twice'],
      [4, { key: 'd' }],
    ]);
  });

  it('gives what is no object to whoever reads the items', async () => {
    expect(await values('just words\n')).toEqual([[1, 'just words']]);
    expect(await values('cases: 7\n')).toEqual([[1, 7]]);
  });

  it('cannot read what is not YAML, and says where', async () => {
    expect(() => readYaml('- b: [1\n- c: 2\n')).toThrow(UnreadableFile);
    expect(() => readYaml('- b: 1\n- c: [2\n- d: 3\n')).toThrow(/^line 3: it is not YAML: /);
  });

  it.each([
    '- a: 1\n- 张三: *张三\n',
    '- "张三" 李四\n',
    '- a: 1\n 张三\n- b',
    'a: "张三\n',
    '- !!张三 x: [张三\n',
    '- ? [张三]\n  : 1\n',
  ])('keeps the words of %j out of its messages', async (text) => {
    const warned = jest.spyOn(process, 'emitWarning');
    expect(JSON.stringify(await told(text))).not.toMatch(/[张三李四]/);
    expect(warned).not.toHaveBeenCalled();
  });

  it('does not let aliases grow without end', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf'])
      bomb.push(`${name}: &${name} [${`*${of}, `.repeat(9)}*${of}]`);
    expect(await values(`cases:\n  - ${bomb.join('\n    ')}\n`)).toEqual([[2, expect.stringMatching(/alias/)]]);
  });

  it('reads a tab, CRLF and a byte order mark as editors on Windows write them', async () => {
    expect(await values('\uFEFFcases:\r\n  - key: a\r\n  - key: b\r\n')).toEqual([
      [2, { kind: 'case', key: 'a' }],
      [3, { kind: 'case', key: 'b' }],
    ]);
  });
});
