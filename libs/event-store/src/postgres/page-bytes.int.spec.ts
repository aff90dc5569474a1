import type { Page } from '../port.js';
import { idsOf, newEvent, newEvents } from '../contract/events.js';
import { emptyLogs, type PostgresLog } from '../test-support/postgres-logs.js';
import { PAGE_BYTES } from '../read-bounds.js';
import type { PostgresEventStore } from './postgres-event-store.js';

const LARGE = 700_000;
const logs = emptyLogs();
let log: PostgresLog;
let store: PostgresEventStore;
const small = newEvents(1_500);
// Three bytes a character, so that code units tell too little.
const large = Array.from({ length: 30 }, () => newEvent({ data: { text: '工'.repeat(LARGE / 3) } }));
const ids = idsOf([...small, ...large]);

beforeAll(async () => {
  log = await logs.create();
  store = await log.connect();
  await store.append('case-1', small, 'no_stream');
  for (const [index, event] of large.entries()) await store.append('case-1', [event], small.length - 1 + index);
});
afterAll(async () => {
  await log.dispose();
  await logs.drop();
});

async function idsWithin(pages: AsyncIterable<Page>): Promise<string[]> {
  const found: string[] = [];
  for await (const { events, caughtUp } of pages) {
    const bytes = events.map(({ json }) => Buffer.byteLength(json.data) + Buffer.byteLength(json.metadata));
    // The last one fills it.
    expect(bytes.slice(0, -1).reduce((sum, size) => sum + size, 0)).toBeLessThan(PAGE_BYTES);
    found.push(...idsOf(events));
    if (caughtUp) break;
  }
  return found;
}

describe('a page', () => {
  it('ends behind the event that fills it, and the next goes on from there', async () => {
    expect(await idsWithin(store.readAll({ pageSize: 2_000 }))).toEqual(ids);
    expect(await idsWithin(store.readStream('case-1'))).toEqual(ids);
    expect(await idsWithin(store.subscribe({ pageSize: 2_000 }))).toEqual(ids);
    expect(await idsWithin(store.subscribe({ pageSize: 2_000, types: ['Noted'] }))).toEqual(ids);
  });

  it('does so backwards, too', async () => {
    const backwards = ids.toReversed();
    expect(await idsWithin(store.readAll({ pageSize: 2_000, direction: 'backwards' }))).toEqual(backwards);
    expect(await idsWithin(store.readStream('case-1', { direction: 'backwards' }))).toEqual(backwards);
  });
});
