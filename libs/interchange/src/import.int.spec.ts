import { eventsOf, PostgresEventStore, type RecordedEvent } from '#event-store';
import { Ledger } from '#ledger';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { importFile, type LineError } from './import.js';
import { reportCasesFile } from './report-cases/report-cases.js';
import { collect } from './test-support/collect.js';
import { generatedLines, toJsonLines } from './test-support/generated-cases.js';
import { TemporaryFiles } from './test-support/temporary-file.js';

let database: TestDatabase;
let files: TemporaryFiles;
let store: PostgresEventStore;

beforeAll(async () => {
  database = await createTestDatabase();
  files = await TemporaryFiles.create();
  store = await PostgresEventStore.open({ url: database.url });
});

afterAll(async () => {
  await store.close();
  await files.remove();
  await database.drop();
});

/** By a ledger that remembers nothing, as in a process of its own. */
async function imported(path: string, through = store) {
  const errors: LineError[] = [];
  const onError = (error: LineError) => void errors.push(error);
  return { ...(await importFile(path, new Ledger(through), through, { onError })), errors };
}

const log = (): Promise<RecordedEvent[]> => collect(eventsOf(store.readAll()));

describe('importing into PostgreSQL', () => {
  it('lands the published cases, and changes nothing the second time', async () => {
    expect(await imported(reportCasesFile())).toMatchObject({ recorded: 31, failed: 0, steps: 92, errors: [] });
    const head = await store.head();
    expect(await imported(reportCasesFile())).toMatchObject({ recorded: 0, alreadyThere: 31, failed: 0, steps: 0 });
    expect(await store.head()).toBe(head);
  });

  it('lets two imports of one file race, and records everything once', async () => {
    const path = await files.write('race.jsonl', toJsonLines(generatedLines(700)));
    const before = (await log()).length;
    const other = await PostgresEventStore.open({ url: database.url });
    const results = await Promise.all([imported(path), imported(path, other)]);
    await other.close();
    expect(results.flatMap(({ errors }) => errors)).toEqual([]);
    const recorded = (await log()).slice(before);
    expect(recorded).toHaveLength(2 + 700 * 5);
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(recorded.length);
  });

  it('finds the one change in a file that is there already', async () => {
    const lines = [...generatedLines(700)];
    await imported(await files.write('race.jsonl', toJsonLines(lines)));
    const head = await store.head();
    const changed = { ...(lines[500] as object), title: 'Another title' };
    const path = await files.write('race.jsonl', toJsonLines(lines.with(500, changed)));
    const { errors, ...result } = await imported(path);
    expect(result).toMatchObject({ read: 702, alreadyThere: 701, failed: 1, steps: 0 });
    expect(errors).toMatchObject([{ line: 501, key: 'case-498', field: 'opened' }]);
    expect(await store.head()).toBe(head);
  });
});
