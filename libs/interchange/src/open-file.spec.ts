import { execFileSync } from 'node:child_process';
import { open } from 'node:fs/promises';
import { openItems, sourceOf } from './open-file.js';
import { collect } from './test-support/collect.js';
import { TemporaryFiles } from './test-support/temporary-file.js';

let files: TemporaryFiles;
beforeAll(async () => (files = await TemporaryFiles.create()));
afterAll(() => files.remove());

function makePipe(name: string): string {
  const path = files.path(name);
  execFileSync('mkfifo', [path]);
  return path;
}

it.each([
  ['-', 'stdin'],
  ['/dev/stdin', 'stdin'],
  ['/tmp/report.jsonl', 'report'],
  ['report.cases.yaml', 'report.cases'],
  ['report.jsonl.gz', 'report'],
  ['report', 'report'],
])('the source of %s is %s', (path, source) => expect(sourceOf(path)).toBe(source));

describe('a named pipe', () => {
  it('is read until its writer closes it, and has no size', async () => {
    const path = makePipe('written');
    const opening = openItems(path);
    const writer = await open(path, 'w');
    await writer.write('{"a": 1}\n{"b": 2}');
    const { size, items } = await opening;
    await writer.close();
    expect(size).toBeUndefined();
    expect(await collect(items)).toMatchObject([{ value: { a: 1 } }, { value: { b: 2 } }]);
  });

  it('is given up at the signal when no writer comes', async () => {
    const stop = new AbortController();
    const opening = openItems(makePipe('silent'), stop.signal);
    stop.abort();
    await expect(opening).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  it('is given up at the signal when its writer falls silent', async () => {
    const path = makePipe('half');
    const stop = new AbortController();
    const opening = openItems(path, stop.signal);
    const writer = await open(path, 'w');
    await writer.write('{"a": 1}\n{"b":');
    const items = (await opening).items[Symbol.asyncIterator]();
    expect(await items.next()).toMatchObject({ value: { value: { a: 1 } } });
    const next = items.next();
    stop.abort();
    await expect(next).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    await writer.close();
  });
});
