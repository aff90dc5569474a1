import { v7 } from 'uuid';
import { openCase, record } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.stop());

/** An event of a newer program, which the projections of this one cannot take. */
async function appendNewer(to: TestApi, caseId: string, revision: number): Promise<string> {
  const event = {
    id: v7(),
    type: 'NoteAdded',
    data: { text: 'Words of Zhang San' },
    metadata: { schemaVersion: 99, recordedAt: new Date().toISOString(), recordedBy: 'local', correlationId: 'newer' },
  };
  return (await to.store.append(`case-${caseId}`, [event], revision)).position;
}

describe('a service whose projection has failed', () => {
  it('is not ready, says why without quoting anybody, answers what it can, and recovers when the event is skipped', async () => {
    const { caseId, position: opened } = await openCase(api);
    expect((await api.get(`/v1/cases/${caseId}?minPosition=${opened}`)).status).toBe(200);
    const position = await appendNewer(api, caseId, 0);

    const behind = await api.get(`/v1/cases/${caseId}?minPosition=${position}`);
    expect([behind.status, behind.body.type]).toEqual([503, '/problems/projection-stopped']);
    expect(behind.body).toMatchObject({ projection: 'cases', state: 'failed' });

    const ready = await api.get('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.body).toMatchObject({
      type: '/problems/not-ready',
      checks: { eventStore: { status: 'up' }, projections: { status: 'down', failed: ['cases'] } },
    });
    const { body, text } = await api.get('/v1/projections');
    expect(body.items).toMatchObject([
      { name: 'cases', state: 'failed', failure: { position } },
      { name: 'published_reports', state: 'running' },
      { name: 'unions', state: 'running' },
    ]);
    expect(text).not.toContain('Zhang');

    expect((await api.get(`/v1/cases/${caseId}`)).body.revision).toBe(0);
    expect((await api.get('/healthz')).status).toBe(200);

    await api.projections.skip('cases');
    expect((await api.get(`/v1/cases/${caseId}?minPosition=${position}`)).status).toBe(200);
    expect((await api.get('/readyz')).status).toBe(200);
  });
});

describe('a service whose projection failed before its tables were ever complete', () => {
  let other: TestApi;
  beforeAll(async () => void (other = await TestApi.start({ projecting: false })));
  afterAll(() => other.stop());

  it('says at once that it stands still, and answers when the event is skipped', async () => {
    const { caseId } = await openCase(other);
    const position = await appendNewer(other, caseId, 0);
    await other.engine.start();
    await expect(other.projections.waitFor('cases', position)).rejects.toThrow();

    const { status, body } = await other.get(`/v1/cases/${caseId}`);
    expect([status, body.type, body.state]).toEqual([503, '/problems/projection-stopped', 'failed']);

    await other.projections.skip('cases');
    expect((await other.get(`/v1/cases/${caseId}?minPosition=${position}`)).body.revision).toBe(0);
  });
});

describe('a service whose projection is paused', () => {
  it('is ready, and says so', async () => {
    await api.projections.pause('cases');
    const { status, body } = await api.get('/readyz');
    await api.projections.resume('cases');
    expect([status, body.details.projections]).toEqual([200, { status: 'up', paused: ['cases'] }]);
  });
});

describe('events of a newer program', () => {
  it('are shown as they were stored', async () => {
    const { caseId } = await openCase(api);
    await record(api, caseId, 'note-added', { note: 'ours' });
    const position = await appendNewer(api, caseId, 1);
    for (const accept of ['application/json', 'application/x-ndjson']) {
      const { status, text } = await api.get(`/v1/cases/${caseId}/events`, { accept });
      expect(status).toBe(200);
      expect(text).toContain('"schemaversion":99');
    }
    const { body } = await api.get('/v1/events?types=NoteAdded&since=2020&limit=1000');
    expect(body.items.at(-1)).toMatchObject({ position, data: { text: 'Words of Zhang San' }, correlationid: 'newer' });
  });
});
