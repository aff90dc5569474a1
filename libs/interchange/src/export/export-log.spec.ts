import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  eventsOf,
  MemoryEventStore,
  StoreUnavailable,
  type EventStore,
  type LogReadOptions,
  type Page,
} from '#event-store';
import { Ledger } from '#ledger';
import { collect } from '../test-support/collect.js';
import { exported, requestFor } from '../test-support/exported.js';
import { idOf, livelyLedger } from '../test-support/lively-ledger.js';
import { TemporaryFiles } from '../test-support/temporary-file.js';
import { EXPORT_FORMATS, type ExportFormat } from './export-format.js';
import { exportLog, manifestPath, type ExportRequest } from './export-log.js';

let store: EventStore;
let files: TemporaryFiles;
let path: string;

beforeAll(async () => {
  store = await livelyLedger();
  files = await TemporaryFiles.create();
});
afterAll(() => files.remove());
beforeEach(async () => {
  const directory = files.path(randomUUID());
  await mkdir(directory);
  path = `${directory}/log`;
});

const present = () => readdir(dirname(path));
const HEAD = '0000000000000000018';

function written(format: ExportFormat, request: Partial<ExportRequest> = {}, from = store, signal?: AbortSignal) {
  return exportLog(from, { ...requestFor(format), ...request }, { output: path }, { version: '1.2.3', signal });
}

/** A store of which only the reading of pages is another. */
function reading(change: (pages: AsyncIterable<Page>) => AsyncIterable<Page>): EventStore {
  return new Proxy(store, {
    get: (target, name: keyof EventStore) => {
      if (name === 'readAll') return (options: LogReadOptions) => change(target.readAll({ ...options, pageSize: 5 }));
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const breaking = () =>
  reading(async function* (pages) {
    for await (const page of pages) {
      yield page;
      throw new StoreUnavailable('gone');
    }
  });

const losing = () =>
  reading(async function* (pages) {
    for await (const page of pages) yield { ...page, events: page.events.slice(1) };
  });

describe('an exported file', () => {
  it.each(EXPORT_FORMATS)('in %s has a manifest beside it: digest, counts, position and filters', async (format) => {
    const manifest = await written(format, { conditions: { sector: 'construction', types: 'UnionCalled' } });
    const bytes = await readFile(path);
    expect((await present()).sort()).toEqual(['log', 'log.manifest.json']);
    expect(JSON.parse(await readFile(manifestPath(path), 'utf8'))).toEqual(manifest);
    expect(manifest).toMatchObject({
      manifest: 1,
      file: basename(path),
      format,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      from: null,
      to: HEAD,
      filters: { sector: 'construction', types: 'UnionCalled' },
      version: '1.2.3',
    });
    expect(Object.values(manifest.counts).every((count) => count > 0)).toBe(true);
  });

  it('says whether fields are in it that can be personal', async () => {
    expect(await written('ndjson')).toMatchObject({ personalFields: 'included' });
    expect(await written('xes')).toMatchObject({ personalFields: 'left_out', asOf: '2022-06-30T16:00:00.000Z' });
  });

  it('is the same whenever the same stretch of the log is exported', async () => {
    const first = await written('ocel-json');
    await store.append(`case-${randomUUID()}`, [newer()], 'no_stream');
    expect(await written('ocel-json', { conditions: { to: HEAD } })).toMatchObject({ sha256: first.sha256 });
    expect(await written('ndjson', { conditions: { from: HEAD } })).toMatchObject({ counts: { events: 1 } });
    store = await livelyLedger();
  });

  it.each(EXPORT_FORMATS)('in %s is none when the reading breaks off, and the one before stays', async (format) => {
    await writeFile(path, 'before');
    await writeFile(manifestPath(path), '{}');
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(written(format, {}, store, stop.signal)).rejects.toThrow();
    expect((await present()).sort()).toEqual(['log', 'log.manifest.json']);
    expect(await readFile(path, 'utf8')).toBe('before');
    if (!['ndjson', 'cloudevents', 'csv', 'parquet'].includes(format)) return;
    await expect(written(format, {}, breaking())).rejects.toThrow(StoreUnavailable);
    expect((await present()).sort()).toEqual(['log', 'log.manifest.json']);
  });

  it('is none when an event of a whole log is missing', async () => {
    await expect(written('ndjson', {}, losing())).rejects.toMatchObject({ name: 'CountsDiffer', expected: 18 });
    expect(await present()).toEqual([]);
    // Where conditions hold, nobody knows how many there should be.
    await expect(written('ndjson', { conditions: { types: 'UnionCalled' } }, losing())).resolves.toBeDefined();
  });

  it('that cannot be written says why, and leaves nothing behind', async () => {
    const refused = (output: string, format: ExportFormat = 'ndjson') =>
      exportLog(store, requestFor(format), { output }, { version: '1' });
    for (const format of ['ndjson', 'ocel-sqlite'] as const) {
      await expect(refused(`${path}/none/log`, format)).rejects.toThrow(
        /cannot be written: there is no such directory/,
      );
    }
    await expect(refused(dirname(path))).rejects.toThrow(/cannot be written: it is a directory/);
    if (existsSync('/dev/full')) await expect(refused('/dev/full')).rejects.toThrow(/no space is left/);
    expect(await present()).toEqual([]);
  });

  it('is of no position that the log does not have', async () => {
    const refusal = (conditions: object) => written('ndjson', { conditions }).catch((error: unknown) => error);
    const beyond = '0000000000000000099';
    expect(await refusal({ from: beyond })).toMatchObject({
      errors: [{ field: 'from', message: `from lies beyond the end of the log, which is at ${HEAD}` }],
    });
    expect(await refusal({ to: beyond })).toMatchObject({ errors: [{ field: 'to' }] });
    expect(await refusal({ from: 'b0000000000000000001' })).toMatchObject({
      errors: [{ field: 'from', message: 'from is no position of this log' }],
    });
    expect(await present()).toEqual([]);
  });

  it('about cases as they were known is that of a ledger that stopped then', async () => {
    let day = Date.parse('2022-07-01T00:00:00Z');
    const now = () => (day += 24 * 3_600_000);
    const whole = await livelyLedger(new MemoryEventStore(), now);
    const moved = { type: 'UnionMoved', stepId: randomUUID(), content: { level: 'provincial', occurredAt: '2021-02' } };
    await new Ledger(whole, { now }).recordInUnion(idOf('city'), [moved], { recordedBy: 'a', correlationId: 'b' });
    const events = await collect(eventsOf(whole.readAll()));
    const sizes = new Set<number>();
    for (let known = 1; known <= events.length; known++) {
      const knownAt = Date.parse(events[known - 1]!.metadata.recordedAt as string);
      const stopped = new MemoryEventStore();
      for (const event of events.slice(0, known))
        await stopped.append(event.stream, [event], event.revision === 0 ? 'no_stream' : event.revision - 1);
      for (const form of [{ format: 'csv', table: 'engagements' }, { format: 'ocel-json' }] as const) {
        const { text, manifest } = await exported(whole, form.format, { ...form, knownAt });
        expect(text).toBe((await exported(stopped, form.format, form)).text);
        expect(manifest.knownAt).toBe(new Date(knownAt).toISOString());
        sizes.add(text.length);
      }
    }
    expect(sizes.size).toBeGreaterThan(10);
  });

  it('of engagements takes no conditions on single events', async () => {
    const conditions = { since: '2021', types: 'UnionCalled', level: 'district' } as const;
    await expect(written('csv', { table: 'engagements', conditions })).rejects.toMatchObject({
      errors: [{ field: 'types' }, { field: 'since' }],
    });
  });
});

describe('CloudEvents', () => {
  const lines = (text: string) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('are the same one a line and in one array', async () => {
    const ndjson = lines((await exported(store, 'ndjson')).text);
    expect(ndjson).toHaveLength(18);
    expect(ndjson[3]).toMatchObject({ specversion: '1.0', type: 'PostedOnline', source: `/v1/cases/${idOf('a')}` });
    expect(JSON.parse((await exported(store, 'cloudevents')).text)).toEqual(ndjson);
    expect(JSON.parse((await exported(new MemoryEventStore(), 'cloudevents')).text)).toEqual([]);
  });

  it('are as they were stored, or brought to the newest schema', async () => {
    const old = new MemoryEventStore();
    const data = { unionId: idOf('city'), reason: 'not_member', occurredAt: '2021' };
    await old.append(`case-${randomUUID()}`, [{ ...newer(), type: 'Deflected', data }], 'no_stream');
    expect(lines((await exported(old, 'ndjson')).text)).toMatchObject([{ schemaversion: 1, data }]);
    expect(lines((await exported(old, 'ndjson', { upcast: true })).text)).toMatchObject([
      { schemaversion: 2, data: { reasons: ['not_member'] } },
    ]);
  });

  it('of a newer program pass through; what would be lost on the way is refused', async () => {
    const odd = new MemoryEventStore();
    await odd.append(`case-${randomUUID()}`, [newer()], 'no_stream');
    expect(lines((await exported(odd, 'ndjson', { upcast: true })).text)).toMatchObject([{ type: 'SentToMars' }]);
    await odd.append(`case-${randomUUID()}`, [{ ...newer(), metadata: { ...newer().metadata, mood: 1 } }], 'no_stream');
    await expect(exported(odd, 'ndjson')).rejects.toThrow(/position 0000000000000000002 .* "mood"/);
  });
});

function newer() {
  const metadata = { schemaVersion: 1, recordedAt: '2021-01-01T00:00:00.000Z', recordedBy: 'x', correlationId: 'y' };
  return { id: randomUUID(), type: 'SentToMars', data: {}, metadata };
}
