import { randomUUID } from 'node:crypto';
import { startCluster, type EmbeddedPostgres } from '../../../../test/support/cluster.js';
import { openCase } from '../test-support/samples.js';
import { begun, received, slowClient, WHOLE } from '../test-support/slow-client.js';
import { TestApi } from '../test-support/test-api.js';

/** More than a connection's buffers and two pages of the log hold. */
const EVENTS = 3_000;
const NOTED = { note: 'x'.repeat(8_000) };
/** As many as an append takes, at most 1 MiB. */
const AT_ONCE = 100;

let server: EmbeddedPostgres;
let api: TestApi;

beforeAll(async () => {
  server = await startCluster({ fsync: 'off' });
  api = await TestApi.start({ url: server.databaseUrl, projecting: false });
  const { caseId } = await openCase(api);
  for (let n = 0; n < EVENTS; n += AT_ONCE) {
    const notes = Array.from({ length: AT_ONCE }, () => ({ type: 'NoteAdded', stepId: randomUUID(), content: NOTED }));
    await api.ledger.recordInCase(caseId, notes, { recordedBy: 'tester', correlationId: 'test' });
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
