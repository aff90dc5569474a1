import { MemoryEventStore, PostgresEventStore, type EventStore } from '#event-store';
import { compareLogs } from '#log-copy';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { openItems } from '../open-file.js';
import { exported } from '../test-support/exported.js';
import { livelyLedger } from '../test-support/lively-ledger.js';
import { randomLedger } from '../test-support/random-ledger.js';
import { TemporaryFiles } from '../test-support/temporary-file.js';
import { importEvents } from './import-events.js';

let database: TestDatabase;
let postgres: PostgresEventStore;
let files: TemporaryFiles;

beforeAll(async () => (files = await TemporaryFiles.create()));
afterAll(() => files.remove());
beforeEach(async () => {
  database = await createTestDatabase();
  postgres = await PostgresEventStore.open({ url: database.url });
});
afterEach(async () => {
  await postgres.close();
  await database.drop();
});

async function broughtOver(source: EventStore, target: EventStore) {
  const path = await files.write('log.ndjson', (await exported(source, 'ndjson')).bytes);
  const result = await importEvents(await openItems(path), target, { atomic: true });
  return { ...result, ...(await compareLogs(source, target)) };
}

describe('an exported log', () => {
  it('goes from memory to PostgreSQL and back, the same to the byte', async () => {
    const [source, back] = [await livelyLedger(), new MemoryEventStore()];
    await randomLedger(
      source,
      Array.from({ length: 300 }, (_, n) => (n * 7919) % 10_007),
    );
    expect(await broughtOver(source, postgres)).toMatchObject({ failed: 0, alreadyThere: 0, identical: true });
    expect(await broughtOver(postgres, back)).toMatchObject({ failed: 0, alreadyThere: 0, identical: true });
    expect(await broughtOver(source, postgres)).toMatchObject({ recorded: 0, failed: 0, identical: true });
  });

  it.each([
    ['cloudevents', {}],
    ['csv', {}],
    ['csv', { table: 'engagements' }],
    ['parquet', {}],
    ['parquet', { table: 'engagements' }],
    ['xes', {}],
    ['xes', { traces: 'engagements' }],
    ['ocel-json', {}],
  ] as const)('is the same from PostgreSQL as from memory, as %s %j', async (format, request) => {
    const source = await livelyLedger();
    await broughtOver(source, postgres);
    const [ours, theirs] = [await exported(source, format, request), await exported(postgres, format, request)];
    expect(theirs.manifest.sha256).toBe(ours.manifest.sha256);
  });
});
