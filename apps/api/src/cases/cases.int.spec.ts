import { openCase, record, registerUnion } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const POSITION = /^\d{19}$/;

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.stop());

describe('opening a case', () => {
  it('answers with its place and where to find it', async () => {
    const answer = await api.post('/v1/cases', { openedBy: 'received', channel: 'hotline', title: 'Rider injured' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      caseId: expect.stringMatching(UUID),
      stepId: expect.stringMatching(UUID),
      revision: 0,
      position: expect.stringMatching(POSITION),
    });
    expect(answer.headers.get('location')).toBe(`/v1/cases/${answer.body.caseId}`);
    expect(answer.headers.get('etag')).toBe('"0"');
    const found = await api.get(`${answer.headers.get('location')}?minPosition=${answer.body.position}`);
    expect(found.body).toMatchObject({ openedBy: 'received', title: 'Rider injured', status: 'open', revision: 0 });
    expect(found.headers.get('etag')).toBe('"0"');
  });

  it('takes the fields of its own kind only', async () => {
    const { status, body } = await api.post('/v1/cases', { openedBy: 'received', title: 'x', platform: 'Weibo' });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ field: 'platform', message: 'is not a known field' }]);
  });

  it('names the two ways in when the way is missing or unknown', async () => {
    for (const openedBy of [undefined, 'rumour', 7, '__proto__']) {
      const { status, body } = await api.post('/v1/cases', { openedBy, title: 'x' });
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ field: 'openedBy', known: ['posted_online', 'received'] }]);
    }
  });

  it('names every wrong field also when the way in is wrong', async () => {
    const body = { openedBy: 'rumour', workers: '3', url: 7, channel: 'fax', platform: 'Weibo', more: 1 };
    const { errors } = (await api.post('/v1/cases', body)).body;
    const fields = errors.map(({ field }: { field: string }) => field);
    expect(fields.sort()).toEqual(['channel', 'more', 'openedBy', 'title', 'url', 'workers']);
  });

  it('opens one case however often it is retried with one key', async () => {
    const body = { openedBy: 'received', title: 'Opened once' };
    const headers = { 'idempotency-key': 'opening-1' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => api.post('/v1/cases', body, headers)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const other = await api.post('/v1/cases', { ...body, title: 'Another' }, headers);
    expect(other.status).toBe(422);
    expect(other.body.type).toBe('/problems/idempotency-conflict');
  });
});

describe('recording a step', () => {
  it('moves the revision on, and tells it in the ETag', async () => {
    const { unionId } = await registerUnion(api);
    const { caseId } = await openCase(api);
    const content = { unionId, outcome: 'reached', occurredAt: '2021-06-15' };
    const answer = await api.post(`/v1/cases/${caseId}/steps/union-called`, content);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      stepId: expect.stringMatching(UUID),
      revision: 1,
      position: expect.stringMatching(POSITION),
    });
    expect(answer.headers.get('etag')).toBe('"1"');
  });

  it('needs no body where the step has nothing to say', async () => {
    const { caseId } = await openCase(api);
    expect((await api.send('POST', `/v1/cases/${caseId}/steps/closed`)).status).toBe(201);
  });

  it('takes null for no content, not even where there is nothing to say', async () => {
    const { caseId } = await openCase(api);
    await record(api, caseId, 'closed', {});
    const path = `/v1/cases/${caseId}/steps/reopened`;
    const { status } = await api.send('POST', path, 'null', { 'content-type': 'application/json' });
    expect(status).toBe(422);
  });

  it('takes If-Match for the revision it was decided on', async () => {
    const { caseId } = await openCase(api);
    const note = (revision: string) =>
      api.post(`/v1/cases/${caseId}/steps/note-added`, { note: 'x' }, { 'if-match': revision });
    expect((await note('"0"')).status).toBe(201);
    const stale = await note('"0"');
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({ type: '/problems/stale-revision', expectedRevision: 0, currentRevision: 1 });
    expect(stale.headers.get('etag')).toBe('"1"');
    expect((await note('*')).status).toBe(201);
  });

  it.each(['3', 'W/"3"', '"3", "4"', '"-1"', '"x"', '"01"'])('refuses If-Match: %s', async (ifMatch) => {
    const { caseId } = await openCase(api);
    const answer = await api.post(`/v1/cases/${caseId}/steps/closed`, {}, { 'if-match': ifMatch });
    expect(answer.status).toBe(400);
    expect(answer.body.type).toBe('/problems/invalid-header');
  });

  it('lets one of two writers on the same revision win', async () => {
    const { caseId } = await openCase(api);
    const write = (assignee: string) =>
      api.post(`/v1/cases/${caseId}/steps/assigned`, { assignee }, { 'if-match': '"0"' });
    const statuses = (await Promise.all(['a', 'b', 'c'].map(write))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 412, 412]);
  });

  it('records every step of many writers without If-Match', async () => {
    const { caseId } = await openCase(api);
    const notes = Array.from({ length: 20 }, (_, n) => record(api, caseId, 'note-added', { note: `note ${n}` }));
    const revisions = (await Promise.all(notes)).map(({ revision }) => revision);
    expect(revisions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it('is recorded once however often it is retried with one key, also after other steps', async () => {
    const { caseId } = await openCase(api);
    const write = () =>
      api.post(`/v1/cases/${caseId}/steps/note-added`, { note: 'once' }, { 'idempotency-key': 'note-1' });
    const first = await write();
    await record(api, caseId, 'note-added', { note: 'in between' });
    const retry = await write();
    expect([retry.status, retry.body]).toEqual([201, first.body]);
    expect(retry.headers.get('etag')).toBe('"1"');
    const { body } = await api.get(`/v1/cases/${caseId}/events`);
    expect(body.items).toHaveLength(3);
  });

  it('takes a key for a retry even when the revision it was decided on has gone', async () => {
    const { caseId } = await openCase(api);
    const headers = { 'idempotency-key': 'guarded', 'if-match': '"0"' };
    const write = () => api.post(`/v1/cases/${caseId}/steps/note-added`, { note: 'x' }, headers);
    const first = await write();
    expect((await write()).body).toEqual(first.body);
  });

  it('refuses a key that was used for something else, in the same case', async () => {
    const [one, other] = [await openCase(api), await openCase(api)];
    const note = (caseId: string, text: string) =>
      api.post(`/v1/cases/${caseId}/steps/note-added`, { note: text }, { 'idempotency-key': 'k' });
    expect((await note(one.caseId, 'a')).status).toBe(201);
    expect((await note(one.caseId, 'b')).body.type).toBe('/problems/idempotency-conflict');
    expect((await note(other.caseId, 'b')).status).toBe(201);
  });

  it.each(['', ' ', 'a b', 'x'.repeat(256), 'schlüssel'])('refuses the key %j', async (key) => {
    const { caseId } = await openCase(api);
    const path = `/v1/cases/${caseId}/steps/closed`;
    const answer = await api.post(path, {}, { 'idempotency-key': Buffer.from(key).toString('latin1') });
    // A header of blanks is an empty one, and that is no key either.
    expect(answer.status).toBe(400);
    expect(answer.body.type).toBe('/problems/invalid-header');
  });

  it('keeps the ids that join what belongs together', async () => {
    const { caseId } = await openCase(api);
    const headers = { 'x-request-id': 'req-7', 'x-correlation-id': 'visit-42' };
    const answer = await api.post(`/v1/cases/${caseId}/steps/note-added`, { note: 'x' }, headers);
    expect(answer.headers.get('x-request-id')).toBe('req-7');
    expect(answer.headers.get('x-correlation-id')).toBe('visit-42');
    const { body } = await api.get(`/v1/cases/${caseId}/events`);
    expect(body.items[1]).toMatchObject({ correlationid: 'visit-42', recordedby: 'local' });
    // Without one, the request's own id joins the event to the log.
    expect(body.items[0].correlationid).toMatch(/^[\w.-]+$/);
  });

  it('knows no other steps, and lists those it knows', async () => {
    const { caseId } = await openCase(api);
    const { status, body } = await api.post(`/v1/cases/${caseId}/steps/forgotten`, {});
    expect(status).toBe(404);
    expect(body.known).toContain('union-called');
    expect(body.known).toHaveLength(19);
  });
});

describe('what the ledger refuses', () => {
  it.each([
    ['a step before the case opened', 'note-added', { note: 'x', occurredAt: '2021-06-13' }, 422, 'before-case-opened'],
    ['a step in the future', 'note-added', { note: 'x', occurredAt: '2999' }, 422, 'in-the-future'],
    [
      'an unknown union',
      'union-called',
      { unionId: '0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff', outcome: 'reached' },
      422,
      'unknown-union',
    ],
    ['reopening an open case', 'reopened', {}, 409, 'not-closed'],
    [
      'correcting a step that is not there',
      'corrected',
      { stepId: '0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff', content: {}, why: 'x' },
      422,
      'step-not-found',
    ],
  ])('%s', async (_, step, content, status, problem) => {
    const { caseId } = await openCase(api);
    const answer = await api.post(`/v1/cases/${caseId}/steps/${step}`, content);
    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${problem}`]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const { body } = await api.get(`/v1/cases/${caseId}/events`);
    expect(body.items).toHaveLength(1);
  });

  it('a step in a case that does not exist', async () => {
    const path = '/v1/cases/0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff/steps/closed';
    const { status, body } = await api.post(path, {});
    expect([status, body.type]).toEqual([404, '/problems/case-not-found']);
  });

  it('a step after the closing, with what to do about it', async () => {
    const { caseId } = await openCase(api);
    await record(api, caseId, 'closed', { occurredAt: '2021-07-01' });
    const after = { note: 'x', occurredAt: '2021-07-02' };
    const answer = await api.post(`/v1/cases/${caseId}/steps/agency-contacted`, {
      agency: 'police',
      outcome: 'refused',
      occurredAt: after.occurredAt,
    });
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/case-closed']);
    expect((await api.get(answer.body.type)).body.explanation).toContain('reopen');
  });

  it('correcting a version that was corrected already, naming the one that stands', async () => {
    const { caseId } = await openCase(api);
    const { stepId } = await record(api, caseId, 'note-added', { note: 'first' });
    const correction = await record(api, caseId, 'corrected', { stepId, content: { note: 'second' }, why: 'typo' });
    const { status, body } = await api.post(`/v1/cases/${caseId}/steps/corrected`, {
      stepId,
      content: { note: 'third' },
      why: 'typo',
    });
    expect([status, body.type]).toEqual([409, '/problems/step-already-corrected']);
    expect(body.currentStepId).toBe(correction.stepId);
  });
});

describe('reading cases', () => {
  it('sees what was just written when it asks for its position', async () => {
    const { caseId } = await openCase(api, { title: 'Read your own writes' });
    for (let n = 0; n < 20; n++) {
      const { revision, position } = await record(api, caseId, 'note-added', { note: `${n}` });
      const { body } = await api.get(`/v1/cases/${caseId}?minPosition=${position}`);
      expect(body.revision).toBe(revision);
    }
  });

  it('finds cases by what they are about, page by page', async () => {
    const titles = ['Finding one', 'Finding two', 'Finding three'];
    const opened = [];
    for (const title of titles) opened.push(await openCase(api, { title, sector: 'mining' }));
    const { position } = opened.at(-1)!;
    const found: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 10; page++) {
      const query = new URLSearchParams({ q: 'finding', sector: 'mining', limit: '2', minPosition: position });
      if (cursor) query.set('cursor', cursor);
      const { body } = await api.get(`/v1/cases?${query}`);
      found.push(...body.items.map(({ title }: { title: string }) => title));
      cursor = body.nextCursor;
    }
    expect(found.sort()).toEqual(titles.sort());
  });

  it('shows the timeline in order of occurrence, with each union’s clocks', async () => {
    const { unionId } = await registerUnion(api);
    const { caseId } = await openCase(api);
    const replied = { unionId, kind: 'information', occurredAt: '2021-06-17' };
    await record(api, caseId, 'union-responded', replied);
    const call = { unionId, outcome: 'reached', occurredAt: '2021-06-15' };
    const { position } = await record(api, caseId, 'union-called', call);
    const { body } = await api.get(`/v1/cases/${caseId}/timeline?minPosition=${position}`);
    expect(body.steps.map(({ type }: { type: string }) => type)).toEqual([
      'PostedOnline',
      'UnionCalled',
      'UnionResponded',
    ]);
    expect(body.engagements).toMatchObject([
      { unionId, level: 'municipal', clocks: { first_reply: { class: 'informed', days: { low: 2, high: 2 } } } },
    ]);
  });

  it.each(['/v1/cases/0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff', '/v1/cases/not-an-id', '/v1/cases/%00'])(
    'has nothing at %s',
    async (path) => {
      for (const suffix of ['', '/timeline', '/events']) {
        const { status, body } = await api.get(path + suffix);
        expect([status, body.type]).toEqual([404, '/problems/not-found']);
      }
    },
  );
});

describe('travelling in time', () => {
  it('shows what had happened by then, whenever it was recorded', async () => {
    const { unionId } = await registerUnion(api);
    const { caseId } = await openCase(api);
    await record(api, caseId, 'union-called', { unionId, outcome: 'reached', occurredAt: '2021-06-15' });
    await record(api, caseId, 'intervened', {
      unionId,
      kinds: ['mediated'],
      prompted: 'by_call',
      occurredAt: '2021-06-25',
    });
    await record(api, caseId, 'resolved', { outcome: 'paid_in_full', occurredAt: '2021-07' });
    const then = await api.get(`/v1/cases/${caseId}?asOf=2021-06-20`);
    expect(then.body).toMatchObject({ status: 'open', outcome: null, steps: 2 });
    expect(then.headers.get('etag')).toBeNull();
    const { body } = await api.get(`/v1/cases/${caseId}/timeline?asOf=2021-06-20`);
    expect(body.asOf).toBe('2021-06-20T15:59:59.999Z');
    expect(body.engagements[0].clocks.first_reply).toMatchObject({ end: 'censored', stop: null });
    expect((await api.get(`/v1/cases/${caseId}?asOf=2021-08`)).body).toMatchObject({ status: 'resolved', steps: 4 });
    expect((await api.get(`/v1/cases/${caseId}?asOf=2021-05`)).status).toBe(404);
  });

  it('shows what was known by then, mistakes included', async () => {
    const { caseId } = await openCase(api);
    const { stepId } = await record(api, caseId, 'note-added', { note: 'wrong' });
    const { body: before } = await api.get(`/v1/cases/${caseId}/events`);
    const knownAt = before.items[1].time;
    // The clock must have moved on before the correction is recorded.
    while (Date.now() <= Date.parse(knownAt)) await new Promise((resolve) => setImmediate(resolve));
    await record(api, caseId, 'corrected', { stepId, content: { note: 'right' }, why: 'typo' });
    const noteAt = async (query: string) => {
      const { body } = await api.get(`/v1/cases/${caseId}/timeline?${query}`);
      return body.steps[1].content.note;
    };
    expect(await noteAt(`knownAt=${knownAt}`)).toBe('wrong');
    expect(await noteAt(`knownAt=${new Date().toISOString()}`)).toBe('right');
  });

  it('lists cases as they stood, and as they were known', async () => {
    const { caseId } = await openCase(api, { occurredAt: '2021-02-03', title: 'Listed in time' });
    const { time: knownAt } = (await api.get(`/v1/cases/${caseId}/events`)).body.items[0];
    while (Date.now() <= Date.parse(knownAt)) await new Promise((resolve) => setImmediate(resolve));
    const { position } = await record(api, caseId, 'resolved', { outcome: 'paid_in_full', occurredAt: '2021-05-01' });
    const listed = async (moment: string) => {
      const path = `/v1/cases?q=Listed in time&minPosition=${position}${moment}`;
      return (await api.get(path)).body.items.map(({ status }: { status: string }) => status);
    };
    expect(await listed('')).toEqual(['resolved']);
    expect(await listed('&asOf=2021-04')).toEqual(['open']);
    expect(await listed('&asOf=2021-01')).toEqual([]);
    expect(await listed(`&knownAt=${knownAt}`)).toEqual(['open']);
    expect(await listed(`&status=open`)).toEqual([]);
    expect(await listed(`&asOf=2021-04&status=open`)).toEqual(['open']);
    const { status, body } = await api.get('/v1/cases?asOf=2999');
    expect([status, body.errors[0].field]).toEqual([422, 'asOf']);
  });

  it.each(['asOf', 'knownAt'])('knows no future: %s', async (field) => {
    const { caseId } = await openCase(api);
    for (const path of [`/v1/cases/${caseId}`, `/v1/cases/${caseId}/timeline`]) {
      const { status, body } = await api.get(`${path}?${field}=2999-01-01`);
      expect(status).toBe(422);
      expect(body.errors).toEqual([{ field, message: `${field} must not be in the future` }]);
      expect((await api.get(`${path}?${field}=2021-02-30`)).status).toBe(422);
    }
  });
});
