import { createHash, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { MAX_NAME } from '#unions';
import { loadReportCases } from '../../service/load-report-cases.js';
import { openCase, record, registerUnion } from '../../test-support/samples.js';
import { TestApi } from '../../test-support/test-api.js';

const PUBLISHED = '/v1/reports/published';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await loadReportCases(api.ledger, api.store, pino({ level: 'silent' }));
  await seen((await api.store.head())!);
});
afterAll(() => api.stop());

async function seen(position: string): Promise<void> {
  expect((await api.get(`/v1/cases?limit=1&minPosition=${position}`)).status).toBe(200);
}

const publish = (request: object, more: object = {}, headers = {}) =>
  api.post(PUBLISHED, { report: 'response-times', request, ...more }, headers);

async function published(request: object, more?: object) {
  const { status, body } = await publish(request, more);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** Sorts keys as ECMAScript does and writes numbers as it does, which is what RFC 8785 asks for. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('publishing a report', () => {
  it('records what was asked, what the answer stands on, and its digest', async () => {
    const request = { groupBy: 'level', measure: 'first_reply', curve: 'true' };
    const { status, body, headers } = await publish(request, { title: 'Yearly report', note: 'As printed' });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${PUBLISHED}/${body.reportId}`);
    const { asOf, knownAt, position } = body.frame;
    const query = new URLSearchParams({ ...request, asOf, knownAt, position });
    const answer = await api.get(`/v1/reports/response-times?${query.toString()}`);
    expect(body).toMatchObject({
      report: 'response-times',
      title: 'Yearly report',
      note: 'As printed',
      request,
      frame: answer.body.frame,
      calendar: null,
      sha256: sha256(canonical(answer.body)),
      groups: answer.body.groups.length,
      publishedBy: 'local',
    });
  });

  it('states the calendar where working days were counted', async () => {
    const { calendar, reportId } = await published({ days: 'working', asOf: '2024-12-31' });
    const { body } = await api.get(`${PUBLISHED}/${reportId}`);
    expect(calendar).toEqual(expect.any(String));
    expect(body).toMatchObject({ calendar, reproduced: true, body: { calendar } });
  });

  it('is answered the same when it is sent again with its key, and refused when the body differs', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await publish({ groupBy: 'sector' }, {}, headers);
    await openCase(api);
    await seen((await api.store.head())!);
    const again = await publish({ groupBy: 'sector' }, {}, headers);
    expect([again.status, again.text]).toEqual([201, first.text]);
    const other = await publish({ groupBy: 'level' }, {}, headers);
    expect([other.status, other.body.type]).toEqual([422, '/problems/idempotency-conflict']);
    const otherTitle = await publish({ groupBy: 'sector' }, { title: 'Another' }, headers);
    expect(otherTitle.status).toBe(422);
  });

  it('is recorded once when the same key comes several times at once', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => publish({}, {}, headers)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const revisions = await api.get(`/v1/events?types=ReportPublished&limit=1000`);
    const { reportId } = answers[0]!.body;
    expect(
      revisions.body.items.filter(({ stream }: { stream: string }) => stream === `report-${reportId}`),
    ).toHaveLength(1);
  });

  it('can be refused by If-Match, since there is nothing yet', async () => {
    expect((await publish({}, {}, { 'if-match': '"0"' })).status).toBe(412);
  });

  it.each([
    [{ report: 'turnover', request: {} }, ['report']],
    [{ report: 'response-times' }, ['request']],
    [{ report: 'response-times', request: [] }, ['request']],
    [
      { report: 'response-times', request: { horizons: 'soon', level: 'galactic' } },
      ['request.horizons', 'request.level'],
    ],
    [{ report: 'response-times', request: { groupBy: 'level,level' } }, ['request.groupBy']],
    [{ report: 'response-times', request: { entry: 'running' } }, ['request.entry']],
    [{ report: 'response-times', request: { asOf: '2999' } }, ['request.asOf']],
    [{ report: 'response-times', request: { horizons: 30 } }, ['request.horizons']],
    [{ report: 'response-times', request: { minPosition: '0000000000000000001' } }, ['request.minPosition']],
    [{ report: 'response-times', request: { position: 'b0000000000000000001' } }, ['request.position']],
    [{ report: 'response-times', request: {}, title: 'x'.repeat(MAX_NAME + 1), sha256: '' }, ['sha256', 'title']],
  ])('names each field that is wrong in %j', async (body, fields) => {
    const before = await api.store.head();
    const answer = await api.post(PUBLISHED, body);
    expect([answer.status, answer.body.type]).toEqual([422, '/problems/validation']);
    expect(answer.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(fields);
    expect(await api.store.head()).toBe(before);
  });

  it('names the request where working days are asked for of a year that the calendar does not have', async () => {
    const { unionId } = await registerUnion(api);
    const { caseId } = await openCase(api, { occurredAt: '1999-06-14' });
    await record(api, caseId, 'union-called', { unionId, outcome: 'reached', occurredAt: '1999-06-15' });
    const { position } = await record(api, caseId, 'deflected', {
      unionId,
      reasons: ['not_member'],
      occurredAt: '1999-07',
    });
    const { status, body } = await publish({ days: 'working', unionId, position });
    expect([status, body.errors]).toEqual([422, [{ field: 'request.days', message: expect.any(String) }]]);
  });

  it('waits for the position that it is to stand on, and says so when it does not come', async () => {
    const { status, body, headers } = await publish({ position: '0000000000000999999' });
    expect([status, body.type, headers.get('retry-after')]).toEqual([503, '/problems/projection-behind', '1']);
    expect(body.title).not.toContain('minPosition');
  });

  it('stands on a step that was recorded just before, when its position is asked for', async () => {
    const { position } = await openCase(api);
    const { frame, lastEvent } = await published({ position });
    expect(frame.position).toBe(position);
    expect(lastEvent.revision).toBe(0);
  });
});

describe('a published report', () => {
  it('comes back with what it said, which comes out the same to the byte', async () => {
    const { stepId: _, revision: __, ...said } = await published({ groupBy: 'union', compare: 'gray' });
    const { body } = await api.get(`${PUBLISHED}/${said.reportId}`);
    expect(body).toMatchObject({ ...said, reproduced: true, sha256Now: said.sha256, differences: [] });
    expect(sha256(canonical(body.body))).toBe(said.sha256);
  });

  it('is listed, the latest first, page by page', async () => {
    const ids: string[] = [];
    for (const title of ['one', 'two', 'three']) ids.unshift((await published({}, { title })).reportId);
    const head = (await api.store.head())!;
    const first = await api.get(`${PUBLISHED}?limit=2&minPosition=${head}`);
    const second = await api.get(`${PUBLISHED}?limit=1&cursor=${first.body.nextCursor}`);
    const listed = [...first.body.items, ...second.body.items].map(({ reportId }) => reportId as string);
    expect(listed).toEqual(ids);
    expect((await api.get(`${PUBLISHED}?cursor=x`)).status).toBe(422);
  });

  it('is an event like any other: listed, picked by type and date, streamed and described', async () => {
    const { reportId, stepId, position } = await published({}, { title: 'Event' });
    const { body } = await api.get('/v1/events?types=ReportPublished&limit=1000');
    const event = body.items.at(-1);
    expect(event).toMatchObject({
      id: stepId,
      source: `${PUBLISHED}/${reportId}`,
      type: 'ReportPublished',
      stream: `report-${reportId}`,
      revision: 0,
      position,
      schemaversion: 1,
      data: { report: 'response-times', title: 'Event' },
    });
    const lines = await api.get('/v1/events?types=ReportPublished&since=2026', { accept: 'application/x-ndjson' });
    expect(JSON.parse(lines.text.trimEnd().split('\n').at(-1)!)).toEqual(event);
    expect((await api.get('/v1/events?types=ReportPublished&level=municipal')).body.items).toEqual([]);
    expect((await api.get('/v1/events?types=ReportPublished&until=2020')).body.items).toEqual([]);
  });

  it.each(['', '/changes'])('that is not there is not found: %s', async (path) => {
    expect((await api.get(`${PUBLISHED}/${randomUUID()}${path}`)).status).toBe(404);
    expect((await api.get(`${PUBLISHED}/nothing${path}`)).status).toBe(404);
  });
});

describe('what later steps change in a published report', () => {
  const DEFLECTION = { occurredAt: '2021-06-16', reasons: ['not_member'], direction: 'down' };

  /** A case in which a union of its own was called and sent the worker away. */
  async function deflected() {
    const { unionId } = await registerUnion(api, { level: 'district' });
    const { caseId } = await openCase(api);
    await record(api, caseId, 'union-called', { unionId, outcome: 'reached', occurredAt: '2021-06-15' });
    const { stepId, position } = await record(api, caseId, 'deflected', { unionId, ...DEFLECTION });
    await seen(position);
    return { unionId, caseId, stepId, position };
  }

  async function changesOf(reportId: string) {
    await seen((await api.store.head())!);
    const { status, body } = await api.get(`${PUBLISHED}/${reportId}/changes`);
    expect(status).toBe(200);
    return body;
  }

  it('is nothing as long as nothing is recorded', async () => {
    const { reportId } = await published({});
    expect(await changesOf(reportId)).toMatchObject({ reproduced: true, figures: [], items: [], nextCursor: null });
  });

  it('is told figure by figure, with the correction that did it and the clock it moved', async () => {
    const { unionId, caseId, stepId, position } = await deflected();
    const { reportId, frame } = await published({ unionId, groupBy: 'reason', position });
    const content = { unionId, ...DEFLECTION, occurredAt: '2021-06-20', reasons: ['jurisdiction'] };
    const corrected = await record(api, caseId, 'corrected', { stepId, content, why: 'misheard' });
    await record(api, caseId, 'note-added', { note: 'This changes no figure.' });
    const changes = await changesOf(reportId);
    expect(changes.published).toEqual(frame);
    expect(changes.now).toMatchObject({ asOf: frame.asOf, position: await api.store.head() });
    expect(changes.items).toMatchObject([
      {
        step: {
          ...{ caseId, unionId: null, stepId: corrected.stepId, type: 'StepCorrected', corrects: stepId },
          ...{ recordedBy: 'local', position: corrected.position },
        },
        ...{ caseId, unionId },
        before: {
          level: 'district',
          reasons: ['not_member'],
          clock: { class: 'deflected', days: { low: 1, high: 1 } },
        },
        after: { reasons: ['jurisdiction'], clock: { class: 'deflected', days: { low: 5, high: 5 } } },
      },
    ]);
    const { figures } = changes as { figures: { group: object | null }[] };
    const ofReason = (reason: string) => ({ group: { reason } });
    expect(figures).toContainEqual({ ...ofReason('not_member'), path: 'n', before: 1, after: null });
    expect(figures).toContainEqual({ ...ofReason('jurisdiction'), path: 'classes.deflected', before: null, after: 1 });
    expect(figures.every(({ group }) => group !== null && 'reason' in group)).toBe(true);
    // The report itself is what it was.
    expect((await api.get(`${PUBLISHED}/${reportId}`)).body.reproduced).toBe(true);
  });

  it('is told of a union that turns out to have had another level, and of the engagements that it moved', async () => {
    const { unionId, caseId, position } = await deflected();
    const { reportId } = await published({ unionId, position });
    const moved = await api.post(`/v1/unions/${unionId}/moved`, { level: 'municipal', occurredAt: '2021-01' });
    const { items, figures } = await changesOf(reportId);
    expect(items).toMatchObject([
      {
        step: { caseId: null, unionId, stepId: moved.body.stepId, type: 'UnionMoved', corrects: null },
        ...{ caseId, unionId, before: { level: 'district' }, after: { level: 'municipal' } },
      },
    ]);
    expect(figures).toContainEqual({ group: { level: 'municipal' }, path: 'n', before: null, after: 1 });
    expect(figures).toContainEqual({ group: { level: 'district' }, path: 'n', before: 1, after: null });
  });

  it('is told of cases that turn out to be duplicates, and of those whose original is none any more', async () => {
    const { unionId, caseId, position } = await deflected();
    const { reportId } = await published({ unionId, position });
    const other = await openCase(api);
    const third = await openCase(api);
    const linked = await record(api, caseId, 'linked-as-duplicate', {
      duplicateOf: other.caseId,
      occurredAt: '2021-07',
    });
    const once = await changesOf(reportId);
    expect(once.items).toMatchObject([
      {
        step: { stepId: linked.stepId },
        ...{ caseId, unionId, before: { isDuplicate: false }, after: { isDuplicate: true } },
      },
    ]);
    expect(once.figures).toContainEqual({ group: null, path: 'duplicates', before: 0, after: 1 });

    const { reportId: second } = await published({ unionId, position: linked.position });
    const undone = await record(api, other.caseId, 'linked-as-duplicate', {
      duplicateOf: third.caseId,
      occurredAt: '2021-07',
    });
    const twice = await changesOf(second);
    expect(twice.items).toMatchObject([
      {
        step: { caseId: other.caseId, stepId: undone.stepId },
        ...{ caseId, unionId, before: { isDuplicate: true }, after: { isDuplicate: false } },
      },
    ]);
    // Whoever looks back to the first report sees nothing of either.
    expect((await changesOf(reportId)).items).toEqual([]);
  });

  it('is told of steps before its position, too, where it was to count only what was known earlier', async () => {
    const { unionId, caseId, stepId } = await deflected();
    const { time } = (await api.get(`/v1/cases/${caseId}/events?limit=100`)).body.items.at(-1);
    while (Date.now() <= Date.parse(time as string)) await new Promise(setImmediate);
    const retracted = await record(api, caseId, 'retracted', { stepId, why: 'wrong union' });
    const { reportId } = await published({ unionId, knownAt: time, position: retracted.position });
    const { items, figures } = await changesOf(reportId);
    expect(items).toMatchObject([{ step: { stepId: retracted.stepId, type: 'StepRetracted', corrects: stepId } }]);
    expect(figures).toContainEqual({ group: {}, path: 'silent', before: 0, after: 1 });
  });

  it('takes all unions of a level together where the report does', async () => {
    const { unionId, caseId, stepId, position } = await deflected();
    const request = { unionId, unit: 'any_union_at_level', position };
    const { reportId } = await published(request);
    const retracted = await record(api, caseId, 'retracted', { stepId, why: 'wrong union' });
    const { items } = await changesOf(reportId);
    expect(items).toMatchObject([
      {
        step: { stepId: retracted.stepId },
        ...{ caseId, unionId: null, before: { unionIds: [unionId], silent: false }, after: { silent: true } },
      },
    ]);
  });

  it('comes in pages that are compared on the same, whatever is recorded between them', async () => {
    const { unionId, caseId, position } = await deflected();
    const other = await openCase(api);
    const called = await record(api, other.caseId, 'union-called', {
      unionId,
      outcome: 'reached',
      occurredAt: '2021-06-15',
    });
    await seen(called.position);
    const { reportId } = await published({ unionId, position: called.position });
    expect(called.position > position).toBe(true);
    await api.post(`/v1/unions/${unionId}/moved`, { level: 'municipal', occurredAt: '2021-01' });
    await record(api, other.caseId, 'deflected', { unionId, ...DEFLECTION });
    const whole = await changesOf(reportId);
    expect(whole.items).toHaveLength(3);
    const at = async (query: string) => (await api.get(`${PUBLISHED}/${reportId}/changes?${query}`)).body;
    let page = await at('limit=1');
    const paged = [...page.items];
    await record(api, caseId, 'withdrawn', { occurredAt: '2021-06-16' });
    await seen((await api.store.head())!);
    while (page.nextCursor !== null) {
      const next = await at(`limit=1&cursor=${page.nextCursor}`);
      expect([next.now, next.figures]).toEqual([page.now, page.figures]);
      paged.push(...next.items);
      page = next;
    }
    expect(paged).toEqual(whole.items);
    expect(page.now.position).toBe(whole.now.position);
  });

  it('refuses a cursor of something else, or of what is not known yet', async () => {
    const { reportId } = await published({});
    const later = [Date.now() + 1e9, '9'.repeat(19), '', randomUUID(), ''];
    for (const cursor of ['colour', Buffer.from(JSON.stringify(later)).toString('base64url')]) {
      const { status, body } = await api.get(`${PUBLISHED}/${reportId}/changes?cursor=${cursor}`);
      expect([status, body.errors[0].field]).toEqual([422, 'cursor']);
    }
  });
});
