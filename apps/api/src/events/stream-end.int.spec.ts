import { startCluster, type EmbeddedPostgres } from '../../../../test/support/cluster.js';
import { openCase, record } from '../test-support/samples.js';
import { begun, received, slowClient, WHOLE } from '../test-support/slow-client.js';
import { TestApi } from '../test-support/test-api.js';

/** More than a connection's buffers and two pages of the log hold. */
const EVENTS = 3_000;
const NOTE = 'x'.repeat(8_000);

let server: EmbeddedPostgres;
let api: TestApi;

beforeAll(async () => {
  server = await startCluster({ fsync: 'off' });
  api = await TestApi.start({ url: server.databaseUrl, projecting: false });
  for (let n = 0; n < EVENTS; n += 300) {
    const { caseId } = await openCase(api);
    await Promise.all(Array.from({ length: 300 }, () => record(api, caseId, 'note-added', { note: NOTE })));
  }
}, 120_000);
afterAll(() => server.remove());

const countOf = (text: string) => text.match(/"type":"NoteAdded"/g)?.length ?? 0;

describe('a stream that cannot be finished', () => {
  it('is cut when the database goes away, so that nobody takes it for whole', async () => {
    const socket = await slowClient(api.port, '/v1/events');
    await begun(socket);
    // The pages that are still to come must come from the database.
    await server.stop();
    const text = await received(socket);
    await server.start();
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(text).not.toMatch(WHOLE);
    expect(countOf(text)).toBeLessThan(EVENTS);
    expect(countOf(await received(await slowClient(api.port, '/v1/events')))).toBe(EVENTS);
  }, 60_000);

  it('is cut when the service stops, at once', async () => {
    const socket = await slowClient(api.port, '/v1/events');
    await begun(socket);
    await api.stop();
    const text = await received(socket);
    expect(text).not.toMatch(WHOLE);
    expect(countOf(text)).toBeLessThan(EVENTS);
  }, 60_000);
});
