import { gzipSync } from 'node:zlib';
import { MemoryEventStore, eventsOf, StoreUnavailable, type RecordedEvent } from '#event-store';
import { Ledger } from '#ledger';
import { UnreadableFile } from './errors.js';
import { importFile, type ImportOptions, type ImportProgress, type LineError } from './import.js';
import { MAX_YAML_BYTES } from './open-file.js';
import { reportCasesFile } from './report-cases/report-cases.js';
import { SourceIds } from './source-ids.js';
import { generatedCase, generatedLines, toJsonLines } from './test-support/generated-cases.js';
import { collect } from './test-support/collect.js';
import { TemporaryFiles } from './test-support/temporary-file.js';

let files: TemporaryFiles;
let store: MemoryEventStore;
let ledger: Ledger;

beforeAll(async () => (files = await TemporaryFiles.create()));
afterAll(() => files.remove());
beforeEach(() => {
  store = new MemoryEventStore();
  ledger = new Ledger(store);
});

/** Imports a content as a file of that name; the errors beside the result. */
async function imported(name: string, content: string | Buffer | object[], options: ImportOptions = {}) {
  const text = Array.isArray(content) ? toJsonLines(content) : content;
  return importedFrom(await files.write(name, text), options);
}

async function importedFrom(path: string, options: ImportOptions = {}) {
  const errors: LineError[] = [];
  const result = await importFile(path, ledger, store, { onError: (error) => errors.push(error), ...options });
  return { ...result, errors };
}

const log = (): Promise<RecordedEvent[]> => collect(eventsOf(store.readAll()));

const UNION = { kind: 'union', key: 'u', level: 'municipal', en: 'A union' };
const CALL = { key: 's1', type: 'union_called', union: 'u', at: '2021-06', outcome: 'reached' };
const CASE = { kind: 'case', key: 'c', title: 'Unpaid', opened: { by: 'received', at: '2021-06' }, steps: [CALL] };

describe('importing a file', () => {
  it('records the published cases whole', async () => {
    const { errors, lastPosition, ...result } = await importedFrom(reportCasesFile());
    expect(errors).toEqual([]);
    expect(result).toEqual({
      read: 31,
      recorded: 31,
      alreadyThere: 0,
      failed: 0,
      steps: 17 + 14 + 61,
      lastLine: 199,
      aborted: false,
    });
    expect(lastPosition).toBe(await store.head());
  });

  it('says who recorded it, and one correlation for all of it', async () => {
    await imported('depot 7.jsonl', [UNION, CASE]);
    const metadata = (await log()).map((event) => event.metadata);
    expect(new Set(metadata.map(({ recordedBy }) => recordedBy))).toEqual(new Set(['import:depot 7']));
    expect(new Set(metadata.map(({ correlationId }) => correlationId)).size).toBe(1);
  });

  it('derives ids from the named source instead of the file', async () => {
    await imported('a.jsonl', [UNION], { source: 'b' });
    expect((await ledger.loadUnion(new SourceIds('b').unionId('u'))).revision).toBe(0);
  });

  it('reads the same things from JSON lines and YAML', async () => {
    await imported('same.jsonl', [UNION, CASE]);
    const yaml = `unions:\n  - {key: u, level: municipal, en: A union}\ncases:\n  - ${JSON.stringify(CASE)}\n`;
    expect(await imported('same.yaml', yaml)).toMatchObject({ alreadyThere: 2, recorded: 0, failed: 0 });
  });

  it('reads the same things compressed, whether the name says so or not', async () => {
    await imported('same.jsonl', [UNION, CASE]);
    const zipped = gzipSync(toJsonLines([UNION, CASE]));
    const twoParts = Buffer.concat([gzipSync(toJsonLines([UNION])), gzipSync(toJsonLines([CASE]))]);
    const yaml = gzipSync(`- ${JSON.stringify(UNION)}\n- ${JSON.stringify(CASE)}\n`);
    const again = { alreadyThere: 2, recorded: 0, failed: 0 };
    expect(await imported('same.jsonl.gz', zipped)).toMatchObject(again);
    expect(await imported('same.jsonl', zipped)).toMatchObject(again);
    expect(await imported('same.jsonl.gz', twoParts)).toMatchObject(again);
    expect(await imported('same.yaml.gz', yaml)).toMatchObject(again);
  });

  it('takes unions of an earlier import, by key in one source and by id across sources', async () => {
    await imported('a.jsonl', [UNION]);
    expect(await imported('a.jsonl', [CASE])).toMatchObject({ recorded: 1 });
    const step = { ...CALL, union: new SourceIds('a').unionId('u') };
    expect(await imported('b.jsonl', [{ ...CASE, steps: [step] }])).toMatchObject({ recorded: 1 });
  });

  it('records each parent before its children', async () => {
    const chain = Array.from({ length: 30 }, (_, n) => ({
      ...UNION,
      key: `u${n}`,
      parent: n ? `u${n - 1}` : undefined,
    }));
    expect(await imported('chain.jsonl', chain)).toMatchObject({ recorded: 30, failed: 0 });
  });

  it('finds nothing in an empty file', async () => {
    expect(await imported('empty.jsonl', '')).toMatchObject({
      read: 0,
      recorded: 0,
      lastLine: 0,
    });
    expect(await imported('empty.yaml', '')).toMatchObject({ read: 0 });
  });

  it('tells how far it is after every batch', async () => {
    const seen: ImportProgress[] = [];
    const content = toJsonLines(generatedLines(900));
    await imported('progress.jsonl', content, { onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({
      read: 902,
      recorded: 902,
      steps: 2 + 900 * 5,
      done: content.length,
      size: content.length,
    });
  });
});

describe('importing a file again', () => {
  it('changes nothing, and says so', async () => {
    await importedFrom(reportCasesFile());
    const head = await store.head();
    ledger = new Ledger(store);
    expect(await importedFrom(reportCasesFile())).toMatchObject({
      read: 31,
      recorded: 0,
      alreadyThere: 31,
      failed: 0,
      steps: 0,
      lastPosition: undefined,
    });
    expect(await store.head()).toBe(head);
  });

  it('adds the steps that a case has got since, and those alone', async () => {
    await imported('grows.jsonl', [UNION, CASE]);
    const grown = { ...CASE, steps: [CALL, { ...CALL, key: 's2', at: '2021-07' }] };
    expect(await imported('grows.jsonl', [UNION, grown])).toMatchObject({ recorded: 1, alreadyThere: 1, steps: 1 });
    expect((await log()).map(({ type }) => type)).toEqual([
      'UnionRegistered',
      'CaseReceived',
      'UnionCalled',
      'UnionCalled',
    ]);
  });

  it('adds steps to a case that went on elsewhere meanwhile', async () => {
    await imported('grows.jsonl', [UNION, CASE]);
    const ids = new SourceIds('grows');
    const note = { type: 'NoteAdded', stepId: '0199f3a0-0000-7000-8000-000000000001', content: { note: 'seen' } };
    await ledger.recordInCase(ids.caseId('c'), [note], { recordedBy: 'local', correlationId: 'x' });
    const grown = { ...CASE, steps: [CALL, { ...CALL, key: 's2', at: '2021-07' }] };
    expect(await imported('grows.jsonl', [UNION, CASE])).toMatchObject({ alreadyThere: 2, failed: 0 });
    expect(await imported('grows.jsonl', [UNION, grown])).toMatchObject({ recorded: 1, steps: 1 });
  });

  it('refuses another content under an old key, and records the rest', async () => {
    await imported('changed.jsonl', [UNION, CASE, { ...CASE, key: 'd' }]);
    const changed = { ...CASE, steps: [{ ...CALL, outcome: 'no_answer' }] };
    const { errors, ...result } = await imported('changed.jsonl', [
      { ...UNION, level: 'district' },
      changed,
      { ...CASE, key: 'd', title: 'Paid' },
      { ...CASE, key: 'e' },
    ]);
    expect(result).toMatchObject({ recorded: 1, alreadyThere: 0, failed: 3 });
    const reason = expect.stringMatching(/recorded before with another content/);
    expect(errors).toEqual([
      { line: 1, key: 'u', field: undefined, reason },
      { line: 2, key: 'c', field: 'steps.s1', reason },
      { line: 3, key: 'd', field: 'opened', reason },
    ]);
  });

  it('knows a step by its first content, whatever corrected it', async () => {
    const content = { at: '2021-06', union: 'u', outcome: 'no_answer' };
    const corrected = {
      ...CASE,
      steps: [CALL, { key: 'x1', type: 'corrected', step: 's1', why: 'misheard', content }],
    };
    expect(await imported('corrected.jsonl', [UNION, corrected])).toMatchObject({ recorded: 2, steps: 4 });
    expect(await imported('corrected.jsonl', [UNION, corrected])).toMatchObject({ alreadyThere: 2, failed: 0 });
    expect(await imported('corrected.jsonl', [UNION, CASE])).toMatchObject({ alreadyThere: 2, failed: 0 });
  });
});

describe('a bad line', () => {
  it('is told by its number, and the good ones land', async () => {
    const lines = [
      JSON.stringify(UNION),
      '',
      '{"kind": "case", "key": "broken"',
      JSON.stringify({ ...CASE, key: 'untitled', title: undefined }),
      JSON.stringify({ ...CASE, key: 'stranger', steps: [{ ...CALL, union: 'nobody' }] }),
      JSON.stringify(CASE),
      '[]',
    ];
    const { errors, ...result } = await imported('bad.jsonl', lines.join('\r\n'));
    expect(result).toMatchObject({ read: 6, recorded: 2, failed: 4, lastLine: 7 });
    expect(errors).toEqual([
      { line: 3, reason: expect.stringMatching(/^the line is not JSON/) },
      { line: 4, key: 'untitled', field: 'title', reason: 'is missing' },
      { line: 5, key: 'stranger', field: 'steps.s1', reason: 'there is no union nobody (unknown_union)' },
      { line: 7, reason: 'must be an object of kind union or case' },
    ]);
  });

  it('is told by its number in YAML', async () => {
    const yaml = [
      'unions:',
      '  - {key: u, level: municipal, en: A union}',
      '  - key: v',
      '    level: city',
      'cases:',
      '  - {key: a, title: A, opened: {by: received, at: "2021"}}',
      '  - key: b',
      '    title: B',
      '    title: C',
      '  - {key: c, title: C, opened: {by: received, at: 2021}}',
    ];
    const { errors } = await imported('bad.yaml', yaml.join('\n'));
    expect(errors.map(({ line, key, field }) => [line, key, field])).toEqual([
      [3, 'v', 'level'],
      [3, 'v', 'zh'],
      [7, undefined, undefined],
      [10, 'c', 'opened.at'],
    ]);
  });

  it('names the step that the ledger refused', async () => {
    const steps = (...more: object[]) => ({ ...CASE, steps: [CALL, ...more] });
    const { errors } = await imported('refused.jsonl', [
      UNION,
      { ...steps({ ...CALL, key: 's2', at: '1999' }), key: 'early' },
      { ...steps({ ...CALL, key: 's2', at: '2999' }), key: 'future' },
      { ...steps({ ...CALL, key: 's2', since: { step: 's9' } }), key: 'since' },
      { ...CASE, key: 'opening', opened: { by: 'received', at: '2999' } },
      { ...steps({ key: 's2', type: 'corrected', step: 's1', why: 'x', content: { union: 'u' } }), key: 'correction' },
      { ...steps({ key: 's2', type: 'retracted', step: 'opened', why: 'x' }), key: 'retraction' },
    ]);
    expect(errors.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, 'steps.s2', expect.stringMatching(/before_case_opened/)],
      [3, 'steps.s2', expect.stringMatching(/in_the_future/)],
      [4, 'steps.s2', expect.stringMatching(/unknown_since_step/)],
      [5, 'opened', expect.stringMatching(/in_the_future/)],
      [6, 'steps.s2.content.outcome', 'is missing'],
      [7, 'steps.s2', expect.stringMatching(/cannot_retract_opening/)],
    ]);
  });

  it('leaves nothing of itself behind', async () => {
    const half = { ...CASE, steps: [CALL, { ...CALL, key: 's2', at: '2999' }] };
    await imported('half.jsonl', [UNION, half]);
    expect(await log()).toHaveLength(1);
    expect(await imported('half.jsonl', [UNION, CASE])).toMatchObject({ recorded: 1, alreadyThere: 1 });
  });

  it('is one that uses a key again for something else; said twice word for word it is there already', async () => {
    const other = { ...CASE, title: 'Other' };
    const { errors, ...result } = await imported('twice.jsonl', [
      UNION,
      CASE,
      UNION,
      CASE,
      other,
      { ...UNION, en: 'B' },
    ]);
    expect(result).toMatchObject({ read: 6, recorded: 2, alreadyThere: 2, failed: 2, steps: 3 });
    expect(errors).toEqual([
      { line: 5, key: 'c', field: 'key', reason: 'the key was used on line 2 for something else' },
      { line: 6, key: 'u', field: 'key', reason: 'the key was used on line 1 for something else' },
    ]);
  });

  it.each([1, 10, 249, 2_000])('is each of %d cases that stand before a union they name', async (count) => {
    const cases = Array.from({ length: count }, (_, n) => ({ ...CASE, key: `c${n}` }));
    const { errors, ...result } = await imported('late.jsonl', [...cases, UNION, { ...CASE, key: 'after' }]);
    expect(result).toMatchObject({ read: count + 2, recorded: 2, failed: count });
    expect(new Set(errors.map(({ reason }) => reason))).toEqual(new Set(['there is no union u (unknown_union)']));
    expect(await imported('late.jsonl', [...cases, UNION])).toMatchObject({ recorded: count, failed: 0 });
  });

  it.each([0, 1, 2_000])('is a union that stands before its parent, %d lines after the first', async (count) => {
    const others = Array.from({ length: count }, (_, n) => ({ ...UNION, key: `u${n}` }));
    const { errors, ...result } = await imported('children.jsonl', [
      ...others,
      { ...UNION, key: 'child', parent: 'u' },
      UNION,
    ]);
    expect(result).toMatchObject({ recorded: count + 1, failed: 1 });
    expect(errors).toMatchObject([{ line: count + 1, key: 'child', reason: 'there is no union u (unknown_union)' }]);
  });

  it('fails again when it is said twice', async () => {
    const bad = { ...CASE, steps: [{ ...CALL, union: 'nobody' }] };
    expect(await imported('both.jsonl', [bad, bad])).toMatchObject({ failed: 2, alreadyThere: 0 });
  });

  it('may be a union under a key that a case has, since these are different names', async () => {
    expect(
      await imported('kinds.jsonl', [
        { ...UNION, key: 'x' },
        { ...CASE, key: 'x', steps: [] },
      ]),
    ).toMatchObject({
      recorded: 2,
    });
  });

  it('may be of any size and depth without stopping the others', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const lines = [
      `{"kind": "case", "key": "deep", "title": ${deep}}`,
      `{"kind": "case", "key": "x", "title": "x", "opened": {"by": "received", "at": "2021"}, "steps": ${deep}}`,
      `{"kind": "case", "key": "long", "title": "${'x'.repeat(2 ** 20)}"}`,
      `{"kind": "case", "key": "nul", "title": "a\\u0000b", "opened": {"by": "received", "at": "2021"}}`,
      `{"kind": "case", "key": "half", "title": "a\\ud800b", "opened": {"by": "received", "at": "2021"}}`,
      JSON.stringify(UNION),
    ];
    const { errors, recorded } = await imported('odd.jsonl', lines.join('\n'));
    expect(new Set(errors.map(({ line }) => line))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(recorded).toBe(1);
  });

  it('is one whose steps do not fit into one append', async () => {
    const note = (key: number) => ({ key: `s${key}`, type: 'note_added', at: '2021-06', note: 'x'.repeat(5000) });
    const { errors } = await imported('large.jsonl', [
      { ...CASE, steps: Array.from({ length: 205 }, (_, n) => note(n)) },
    ]);
    expect(errors).toEqual([{ line: 1, key: 'c', reason: expect.stringMatching(/more than 1 MiB/) }]);
  });

  it('is measured by what it records, however its characters are written', async () => {
    const note = (key: number) => ({ key: `s${key}`, type: 'note_added', at: '2021-06', note: '六'.repeat(2000) });
    const text = JSON.stringify({ ...CASE, steps: Array.from({ length: 140 }, (_, n) => note(n)) });
    const escaped = text.replaceAll('六', '\\u516d');
    expect(escaped.length).toBeGreaterThan(1.5 * 2 ** 20);
    expect(await imported('escaped.jsonl', escaped)).toMatchObject({ recorded: 1, failed: 0 });
    expect(await imported('escaped.jsonl', text)).toMatchObject({ alreadyThere: 1, failed: 0 });
  });

  it('never shows its words', async () => {
    const lines = [
      '{"title": 张三 owes 13800138000 wages, "kind": "case"}',
      '{"kind": "case", "key": "c", "title": "x", "note": 张三 13800138000 hurt, "opened": {}}',
      '{"a": 张三}',
    ];
    const { errors, ...result } = await imported('leak.jsonl', lines.join('\n'));
    expect(result).toMatchObject({ failed: 3 });
    expect(JSON.stringify(errors)).not.toMatch(/张|三|138|hurt|wages/);
  });
});

describe('an import that stops early', () => {
  it('records what it has read when it is aborted, and says how far that is', async () => {
    const abort = new AbortController();
    const path = await files.write('aborted.jsonl', toJsonLines(generatedLines(3000)));
    const result = await importedFrom(path, { signal: abort.signal, onProgress: () => abort.abort() });
    expect(result.aborted).toBe(true);
    expect(result.read).toBeLessThan(3002);
    expect(result).toMatchObject({ recorded: result.read, lastLine: result.read });
    expect(await log()).toHaveLength(result.steps);
    expect(await importedFrom(path)).toMatchObject({ alreadyThere: result.read, recorded: 3002 - result.read });
  });

  it('fails as a whole when the store is gone, whatever was in flight', async () => {
    const path = await files.write('gone.jsonl', toJsonLines(generatedLines(3000)));
    const importing = importedFrom(path, { onProgress: () => void store.close() });
    await expect(importing).rejects.toThrow(StoreUnavailable);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['not-there.jsonl', undefined, /no such file/],
    ['broken.yaml', 'a: [1', /^line 1: it is not YAML/],
    ['latin1.yaml', Buffer.from('a: \xe9\n', 'latin1'), /not valid UTF-8/],
    ['utf16.jsonl', Buffer.from(`\uFEFF${toJsonLines([UNION, CASE])}`, 'utf16le'), /it is UTF-16: save it as UTF-8/],
    ['unmarked.jsonl', Buffer.from(toJsonLines([UNION, CASE]), 'utf16le'), /it is UTF-16/],
    ['big-endian.yaml', Buffer.from('\uFEFFa: 1', 'utf16le').swap16(), /it is UTF-16/],
    ['zipped.jsonl', gzipSync(Buffer.from(toJsonLines([UNION]), 'utf16le')), /it is UTF-16/],
    ['damaged.jsonl.gz', gzipSync(toJsonLines([UNION])).subarray(0, -9), /its compression is damaged/],
    ['long.yaml', '#'.repeat(MAX_YAML_BYTES + 1), /write it as JSON lines/],
    ['long.yaml.gz', gzipSync('#'.repeat(MAX_YAML_BYTES + 1)), /write it as JSON lines/],
  ])('%s is refused as a whole', async (name, content, reason) => {
    const path = content === undefined ? `/tmp/${name}` : await files.write(name, content);
    await expect(importedFrom(path)).rejects.toThrow(UnreadableFile);
    await expect(importedFrom(path)).rejects.toThrow(reason);
  });

  it('is a directory', async () => {
    await expect(importedFrom('/tmp')).rejects.toThrow(/it is a directory/);
    await expect(importedFrom('/tmp')).rejects.toThrow(UnreadableFile);
  });
});

it('one case more or less a batch lands in the same log', async () => {
  const cases = Array.from({ length: 250 }, (_, number) => generatedCase(number, number % 9));
  await imported('sizes.jsonl', [...generatedLines(0), ...cases]);
  const events = await log();
  expect(events).toHaveLength(2 + cases.reduce((sum: number, one) => sum + 1 + (one as { steps: [] }).steps.length, 0));
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});
