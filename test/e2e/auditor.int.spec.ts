import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../support/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Service } from '../support/service.js';

/** One case as an auditor follows it, on a machine whose own time zone is far from the case's. */

let database: TestDatabase;
let service: Service;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  service = await Service.start({ DATABASE_URL: database.url, TZ: 'America/Los_Angeles' });
  client = service.client;
});
afterAll(async () => {
  await service.kill();
  await database.drop();
});

let unionId: string;
let caseId: string;
let timelinePath: string;
const stepIds: Record<string, string> = {};
/** What was recorded when, as the ledger says. */
const recordedAt: Record<string, string> = {};

/** Records a step; what comes next is recorded at another millisecond, so that `knownAt` can tell them apart. */
async function record(name: string, step: string, content: object): Promise<string> {
  const { stepId, position } = await client.record(`/v1/cases/${caseId}/steps/${step}`, content);
  const { items } = await client.read(`/v1/cases/${caseId}/events?limit=100&minPosition=${position}`);
  stepIds[name] = stepId;
  recordedAt[name] = items.at(-1).time;
  while (Date.now() <= Date.parse(recordedAt[name]!)) await sleep(1);
  return position;
}

const timeline = (query = '') => client.read(`${timelinePath}?${query}`);
const firstReply = async (query = '') => (await timeline(query)).engagements[0]?.clocks.first_reply;
const municipal = async (position: string) => {
  const { groups } = await client.read(`/v1/reports/response-times?minPosition=${position}`);
  return groups.find(({ key }: { key: { level?: string } }) => key.level === 'municipal');
};

const DEFLECTION = { occurredAt: '2022-03-03', reasons: ['not_member'], direction: 'down' };

describe('an auditor follows a case', () => {
  it('opened by a post', async () => {
    const names = { zh: '福州市总工会', en: 'Fuzhou federation' };
    ({ unionId } = await client.record('/v1/unions', { level: 'municipal', region: '350100', names }));
    const opening = {
      openedBy: 'posted_online',
      occurredAt: '2022-02-28',
      platform: 'weibo',
      title: 'Couriers unpaid',
    };
    const opened = await client.post('/v1/cases', { ...opening, sector: 'couriers', disputes: ['wage_arrears'] });
    expect(opened.status).toBe(201);
    ({ caseId } = opened.body);
    expect(opened.headers.get('location')).toBe(`/v1/cases/${caseId}`);
    timelinePath = `/v1/cases/${caseId}/timeline`;
    expect((await timeline(`minPosition=${opened.body.position}`)).engagements).toEqual([]);
    expect(await municipal(opened.body.position)).toBeUndefined();
  });

  it('in which a call nobody answers starts a clock, and counts as silence', async () => {
    const call = { unionId, occurredAt: '2022-03-01T10:00+08:00', outcome: 'no_answer' };
    const position = await record('call', 'union-called', call);
    const { asOf, engagements } = await timeline(`minPosition=${position}`);
    expect(engagements).toHaveLength(1);
    const clock = engagements[0].clocks.first_reply;
    expect(clock).toMatchObject({
      start: { earliest: '2022-03-01T02:00:00.000Z', latest: '2022-03-01T02:01:00.000Z' },
      stop: null,
      end: 'censored',
      class: null,
    });
    const lasted = (Date.parse(asOf) - Date.parse(clock.start.earliest)) / 1000;
    expect(clock.seconds.high).toBeGreaterThanOrEqual(lasted);
    expect(clock.seconds.low).toBeLessThanOrEqual(lasted);
    expect(clock.seconds.high - clock.seconds.low).toBeLessThanOrEqual(62);
    expect(await municipal(position)).toMatchObject({
      n: 1,
      silent: 1,
      classes: { helped: 0, informed: 0, deflected: 0 },
    });
  });

  it('in which a deflection two days later, dated by its day alone and recorded late, gives bounds', async () => {
    await record('note', 'note-added', { note: 'Recorded before it' });
    const position = await record('deflected', 'deflected', { unionId, ...DEFLECTION });
    const { steps } = await timeline(`minPosition=${position}`);
    expect(steps.map(({ type }: { type: string }) => type)).toEqual([
      'PostedOnline',
      'UnionCalled',
      'Deflected',
      'NoteAdded',
    ]);
    // From the last millisecond of the minute of the call to the first of that day in China, and the other way round.
    expect(await firstReply()).toEqual({
      start: { earliest: '2022-03-01T02:00:00.000Z', latest: '2022-03-01T02:01:00.000Z' },
      stop: { earliest: '2022-03-02T16:00:00.000Z', latest: '2022-03-03T16:00:00.000Z' },
      end: 'event',
      class: 'deflected',
      cause: null,
      seconds: { low: 37 * 3600 + 59 * 60, high: 62 * 3600 },
      days: { low: 2, high: 2 },
    });
    expect(await municipal(position)).toMatchObject({ n: 1, silent: 0, classes: { deflected: 1 } });
  });

  it('in which a correction replaces what the deflection says, and keeps what it said', async () => {
    const content = { unionId, ...DEFLECTION, occurredAt: '2022-03-04', reasons: ['jurisdiction'] };
    const position = await record('corrected', 'corrected', { stepId: stepIds.deflected, content, why: 'Misheard' });
    const { steps, engagements } = await timeline(`minPosition=${position}`);
    expect(steps).toHaveLength(4);
    expect(steps[2]).toMatchObject({
      stepId: stepIds.deflected,
      content: { reasons: ['jurisdiction'], occurredAt: '2022-03-04' },
      corrections: [
        { stepId: stepIds.corrected, why: 'Misheard', previous: { reasons: ['not_member'], occurredAt: '2022-03-03' } },
      ],
      retracted: null,
    });
    expect(engagements[0]).toMatchObject({
      reasons: ['jurisdiction'],
      clocks: { first_reply: { days: { low: 3, high: 3 } } },
    });
  });

  it('in which a second correction of what was corrected is refused, with the version that stands', async () => {
    const content = { unionId, ...DEFLECTION, occurredAt: '2022-03-05' };
    const twice = { stepId: stepIds.deflected, content, why: 'Again' };
    const { status, body } = await client.post(`/v1/cases/${caseId}/steps/corrected`, twice);
    expect([status, body]).toMatchObject([
      409,
      { type: '/problems/step-already-corrected', currentStepId: stepIds.corrected },
    ]);
  });

  it('in which a retraction makes it silence again', async () => {
    const position = await record('retracted', 'retracted', { stepId: stepIds.corrected, why: 'It was another union' });
    const { steps, engagements } = await timeline(`minPosition=${position}`);
    expect(steps.find(({ stepId }: { stepId: string }) => stepId === stepIds.deflected)).toMatchObject({
      retracted: { why: 'It was another union' },
    });
    expect(engagements[0].reasons).toEqual([]);
    expect(engagements[0].clocks.first_reply).toMatchObject({ end: 'censored', stop: null });
    expect(await municipal(position)).toMatchObject({ n: 1, silent: 1, classes: { deflected: 0 } });
  });

  it('whose earlier states can all be had again: as it was known then', async () => {
    const knownAt = (name: string) => firstReply(`knownAt=${recordedAt[name]}`);
    expect(await knownAt('call')).toMatchObject({ end: 'censored' });
    expect(await knownAt('note')).toMatchObject({ end: 'censored' });
    expect(await knownAt('deflected')).toMatchObject({ class: 'deflected', days: { low: 2, high: 2 } });
    expect(await knownAt('corrected')).toMatchObject({ class: 'deflected', days: { low: 3, high: 3 } });
    expect(await knownAt('retracted')).toMatchObject({ end: 'censored' });
    expect(await client.read(`/v1/cases/${caseId}?knownAt=${recordedAt.deflected}`)).toMatchObject({
      revision: 3,
      steps: 4,
    });
    expect(await client.read(`/v1/cases/${caseId}`)).toMatchObject({ revision: 5, steps: 3 });
  });

  it('and as it stood then, by what is known now or was known', async () => {
    const asOf = (date: string, name: string) => firstReply(`asOf=${date}&knownAt=${recordedAt[name]}`);
    expect(await asOf('2022-03-02', 'corrected')).toMatchObject({ end: 'censored', days: { low: 1, high: 1 } });
    expect(await asOf('2022-03-03', 'deflected')).toMatchObject({ end: 'event', days: { low: 2, high: 2 } });
    expect(await asOf('2022-03-03', 'corrected')).toMatchObject({ end: 'censored', days: { low: 2, high: 2 } });
    expect(await asOf('2022-03-04', 'corrected')).toMatchObject({ end: 'event', days: { low: 3, high: 3 } });
    expect((await timeline('asOf=2022-02-28')).engagements).toEqual([]);
    expect((await client.get(`/v1/cases/${caseId}?asOf=2022-02-27`)).status).toBe(404);
  });

  it('and gets the same bytes for the same moment, whatever is recorded later', async () => {
    const path = `${timelinePath}?asOf=2022-03-10&knownAt=${recordedAt.corrected}`;
    const before = await client.get(path);
    await record('late', 'union-responded', { unionId, kind: 'information', occurredAt: '2022-03-02' });
    expect((await client.get(path)).text).toBe(before.text);
  });

  it('and can prove every step: the raw events hold all of it, in the order of recording', async () => {
    const { items } = await client.read(`/v1/cases/${caseId}/events?limit=100`);
    expect(items.map(({ type }: { type: string }) => type)).toEqual([
      ...['PostedOnline', 'UnionCalled', 'NoteAdded', 'Deflected', 'StepCorrected', 'StepRetracted', 'UnionResponded'],
    ]);
    for (const { recordedby, correlationid, time } of items) {
      expect([recordedby, typeof correlationid, Number.isNaN(Date.parse(time))]).toEqual(['local', 'string', false]);
    }
  });
});
