import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Service } from '../support/service.js';
import type { Client } from '../support/client.js';
import { expectTablesLikeRebuilt, expectWholeLog } from '../support/checks.js';

let database: TestDatabase;
let service: Service;
let client: Client;
let unionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await Service.start({ DATABASE_URL: database.url });
  client = service.client;
  ({ unionId } = await client.record('/v1/unions', {
    level: 'district',
    region: '110101',
    names: { zh: '东城区总工会' },
  }));
});
afterAll(async () => {
  await service.kill();
  await database.drop();
});

const open = () => client.record('/v1/cases', { openedBy: 'received', title: 'Wages', occurredAt: '2022-03-01' });
const noted = async (caseId: string) =>
  (await client.read(`/v1/cases/${caseId}/events?limit=100`)).items
    .filter(({ type }: { type: string }) => type === 'NoteAdded')
    .map(({ data }: { data: { note: string } }) => data.note)
    .sort();

describe('two writers at once', () => {
  it('of whom both decided on the same revision: one wins, the other learns the current one', async () => {
    for (let round = 0; round < 10; round++) {
      const { caseId } = await open();
      const write = (note: string) =>
        client.post(`/v1/cases/${caseId}/steps/note-added`, { note }, { 'if-match': '"0"' });
      const [won, lost, ...more] = (await Promise.all([write('one'), write('other')])).sort(
        (a, b) => a.status - b.status,
      );
      expect(more).toEqual([]);
      expect([won!.status, won!.headers.get('etag'), won!.body.revision]).toEqual([201, '"1"', 1]);
      expect([lost!.status, lost!.headers.get('etag')]).toEqual([412, '"1"']);
      expect(lost!.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(lost!.body).toMatchObject({ type: '/problems/stale-revision', expectedRevision: 0, currentRevision: 1 });
      expect(await noted(caseId)).toHaveLength(1);
      const again = await client.post(`/v1/cases/${caseId}/steps/note-added`, { note: 'then' }, { 'if-match': '"1"' });
      expect([again.status, again.body.revision]).toEqual([201, 2]);
    }
  });
});

describe('twenty writers at once', () => {
  it('who do not care about the revision are all recorded, once each', async () => {
    const { caseId } = await open();
    const notes = Array.from({ length: 20 }, (_, index) => `note ${String(index).padStart(2, '0')}`);
    const answers = await Promise.all(
      notes.map((note) => client.record(`/v1/cases/${caseId}/steps/note-added`, { note })),
    );
    expect(answers.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(notes.map((_, index) => index + 1));
    expect(new Set(answers.map(({ stepId }) => stepId)).size).toBe(20);
    expect(await noted(caseId)).toEqual(notes);
  });

  it('who send the same request with the same key record one step, and all get the same answer', async () => {
    const { caseId } = await open();
    const key = { 'idempotency-key': 'twenty' };
    const write = () => client.record(`/v1/cases/${caseId}/steps/note-added`, { note: 'once' }, key);
    const answers = await Promise.all(Array.from({ length: 20 }, write));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await noted(caseId)).toEqual(['once']);
  });
});

describe('whoever asks for the position of what they wrote', () => {
  it('finds it in every query, at once', async () => {
    for (let round = 0; round < 20; round++) {
      const { caseId, position: opened } = await open();
      expect(await client.read(`/v1/cases/${caseId}?minPosition=${opened}`)).toMatchObject({ caseId, revision: 0 });
      const before = await client.read(`/v1/reports/response-times?unionId=${unionId}&minPosition=${opened}`);

      const call = { unionId, outcome: 'no_answer', occurredAt: '2022-03-02' };
      const { stepId, position } = await client.record(`/v1/cases/${caseId}/steps/union-called`, call);
      const report = await client.read(`/v1/reports/response-times?unionId=${unionId}&minPosition=${position}`);
      expect(report.total.silent).toBe(before.total.silent + 1);
      const timeline = await client.read(`/v1/cases/${caseId}/timeline?minPosition=${position}`);
      expect(timeline.steps.at(-1)).toMatchObject({ stepId, type: 'UnionCalled' });
      const engagements = await client.read(`/v1/engagements?caseId=${caseId}&minPosition=${position}`);
      expect(engagements.items).toMatchObject([{ caseId, unionId, clocks: { first_reply: { end: 'censored' } } }]);
      expect((await client.read(`/v1/cases?unionId=${unionId}&minPosition=${position}&limit=1000`)).items).toHaveLength(
        round + 1,
      );
    }
    const { unionId: newest, position } = await client.record('/v1/unions', {
      level: 'municipal',
      names: { en: 'Newest' },
    });
    expect((await client.read(`/v1/unions?q=newest&minPosition=${position}`)).items).toMatchObject([
      { unionId: newest },
    ]);
  });
});

describe('after all of it', () => {
  it('the log is whole, and the tables are what a rebuild makes of it, to the byte', async () => {
    expectWholeLog(await client.events());
    await expectTablesLikeRebuilt(client, database.url, { DATABASE_URL: database.url });
  });
});
