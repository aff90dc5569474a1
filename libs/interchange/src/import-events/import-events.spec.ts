import fc from 'fast-check';
import { MemoryEventStore, eventsOf, type EventStore, type RecordedEvent } from '#event-store';
import { compareLogs } from '#log-copy';
import type { LineError } from '../import.js';
import { openItems } from '../open-file.js';
import { collect } from '../test-support/collect.js';
import { exported } from '../test-support/exported.js';
import { idOf, livelyLedger } from '../test-support/lively-ledger.js';
import { randomLedger } from '../test-support/random-ledger.js';
import { TemporaryFiles } from '../test-support/temporary-file.js';
import { importEvents } from './import-events.js';

let files: TemporaryFiles;
let lines: string[];

beforeAll(async () => {
  files = await TemporaryFiles.create();
  lines = (await exported(await livelyLedger(), 'ndjson')).text.split('\n').slice(0, -1);
});
afterAll(() => files.remove());

const eventsIn = (store: EventStore): Promise<RecordedEvent[]> => collect(eventsOf(store.readAll()));

async function imported(some: readonly string[], store: EventStore = new MemoryEventStore()) {
  const path = await files.write('events.ndjson', some.map((line) => `${line}\n`).join(''));
  const errors: LineError[] = [];
  const onError = (error: LineError) => void errors.push(error);
  const result = await importEvents(await openItems(path), store, { onError, atomic: true });
  return { ...result, errors, store };
}

/** One of the lines, with some of its attributes changed. */
const changed = (index: number, change: object): string =>
  JSON.stringify({ ...(JSON.parse(lines[index]!) as object), ...change });

const reasons = (errors: readonly LineError[]) => errors.map(({ line, field, reason }) => [line, field, reason]);

describe('importing exported events', () => {
  it('makes the same log: ids, streams, revisions, times and order, to the byte', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(10_000), { maxLength: 80, size: 'max' }), fc.boolean(), async (plan, atomic) => {
        const [source, target] = [new MemoryEventStore(), new MemoryEventStore()];
        await randomLedger(source, plan);
        const path = await files.write('random.ndjson', (await exported(source, 'ndjson')).bytes);
        const result = await importEvents(await openItems(path), target, { atomic });
        expect(result).toMatchObject({ failed: 0, recorded: result.read });
        expect(await compareLogs(source, target)).toMatchObject({ identical: true });
      }),
      { numRuns: 30 },
    ));

  it('a second time changes nothing', async () => {
    const { store, ...first } = await imported(lines);
    expect(first).toMatchObject({ read: 18, recorded: 18, steps: 18, failed: 0, lastPosition: '0000000000000000018' });
    expect(await imported(lines, store)).toMatchObject({ read: 18, recorded: 0, alreadyThere: 18, failed: 0 });
    expect(await eventsIn(store)).toHaveLength(18);
  });

  it('goes on where it was stopped', async () => {
    const { store } = await imported(lines.slice(0, 7));
    expect(await imported(lines, store)).toMatchObject({ recorded: 11, alreadyThere: 7, failed: 0 });
    expect(await eventsIn(store)).toEqual(await eventsIn(await livelyLedger()));
  });

  it('keeps events of an older schema as they were stored', async () => {
    const old = changed(5, {
      schemaversion: 1,
      data: { unionId: idOf('city'), reason: 'not_member', occurredAt: '2021-06-15' },
    });
    const { store, failed } = await imported(lines.with(5, old).slice(0, 6));
    expect(failed).toBe(0);
    const last = (await eventsIn(store)).at(-1)!;
    expect([last.metadata.schemaVersion, last.data.reason]).toEqual([1, 'not_member']);
  });

  it('refuses what is no event, and records what does not build on it', async () => {
    const { errors, ...result } = await imported([
      ...lines.slice(0, 3),
      '{"specversion"',
      changed(3, { specversion: '0.3', time: '2021', stream: 'worker-1', revision: -1, mood: 'good' }),
      ...lines.slice(14),
    ]);
    expect(result).toMatchObject({ read: 9, recorded: 7, failed: 2 });
    expect(errors.map(({ line, field }) => [line, field])).toEqual([
      [4, undefined],
      [5, 'mood'],
      [5, 'specversion'],
      [5, 'time'],
      [5, 'stream'],
      [5, 'revision'],
    ]);
  });

  it('refuses contents that could not have been recorded', async () => {
    const one = async (index: number, change: object) =>
      reasons((await imported([...lines.slice(0, index), changed(index, change)])).errors);
    expect(await one(3, { data: { title: '' } })).toEqual([[4, 'data.title', expect.stringMatching(/^title must/)]]);
    expect(await one(3, { type: 'UnionCalled' })).toEqual([[4, undefined, 'no stream begins with UnionCalled']]);
    expect(await one(4, { type: 'PostedOnline' })).toEqual([
      [5, undefined, 'PostedOnline can only be the first event of a stream'],
    ]);
    expect(await one(4, { type: 'SentToMars' })).toEqual([
      [5, 'schemaversion', 'unknown event schema: SentToMars version 1'],
    ]);
    expect(await one(4, { type: 'UnionMoved' })).toEqual([[5, 'schemaversion', expect.stringContaining('UnionMoved')]]);
    expect(
      await one(8, { data: { stepId: idOf('x'), content: {}, why: 'x', type: 'UnionCalled', occurredAt: '2021' } }),
    ).toEqual([
      [9, 'data.outcome', expect.anything()],
      [9, 'data.unionId', expect.anything()],
    ]);
    expect(await one(10, { data: { stepId: idOf('x'), why: 'x', occurredAt: '2021' } })).toEqual([
      [11, undefined, expect.stringContaining('which the case does not have')],
    ]);
  });

  it('refuses a stream with a gap, and each event that comes after it', async () => {
    const { errors, recorded } = await imported(lines.toSpliced(4, 1));
    expect(recorded).toBe(8);
    expect(reasons(errors)[0]).toEqual([
      5,
      'revision',
      `case-${idOf('a')} lacks revision 1 here, which must come before 2`,
    ]);
    expect(errors).toHaveLength(9);
  });

  it('refuses another event in the place of one that is there', async () => {
    const { store } = await imported(lines);
    const { errors } = await imported([changed(17, { time: '2022-07-01T00:00:00.001Z' })], store);
    expect(reasons(errors)).toEqual([[1, 'revision', `case-${idOf('c')} has another event at 1`]]);
  });

  it('refuses steps of a union that the log does not have', async () => {
    const { errors } = await imported(lines.slice(3));
    expect(reasons(errors)[0]).toEqual([2, 'data', `there is no union ${idOf('city')}: its events must come before`]);
  });

  it('stops in order when it is asked to', async () => {
    const path = await files.write('stopped.ndjson', lines.join('\n'));
    const stop = new AbortController();
    const items = await openItems(path, stop.signal);
    stop.abort();
    const result = await importEvents(items, new MemoryEventStore(), { signal: stop.signal });
    expect(result).toMatchObject({ aborted: true, recorded: 0, failed: 0 });
  });
});
