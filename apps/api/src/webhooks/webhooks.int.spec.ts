import { TestApi } from '../test-support/test-api.js';

const URL = 'http://127.0.0.1:9/hook';
const NOWHERE = '00000000-0000-4000-8000-000000000000';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.stop());

async function create(body: object = {}) {
  const answer = await api.post('/v1/webhooks', { url: URL, ...body });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('a webhook', () => {
  it('tells its secret when it is made and when that is changed, and never again', async () => {
    const { secret, ...made } = await create({ description: 'board', conditions: { level: 'district' } });
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const { body } = await api.get(`/v1/webhooks/${made.id}`);
    expect(body).toEqual(made);
    expect(body).toMatchObject({ url: URL, description: 'board', conditions: { level: 'district' }, state: 'active' });
    expect((await api.get('/v1/webhooks')).text).not.toContain('whsec');
    const rotated = await api.post(`/v1/webhooks/${made.id}/rotate-secret`);
    expect(rotated.body.secret).not.toBe(secret);
    expect(JSON.stringify(api.logged)).not.toContain('whsec');
  });

  it('is paused and resumed, once each', async () => {
    const { id } = await create();
    expect((await api.post(`/v1/webhooks/${id}/pause`)).body.state).toBe('paused');
    const again = await api.post(`/v1/webhooks/${id}/pause`);
    expect([again.status, again.body.type, again.body.state]).toEqual([409, '/problems/webhook-state', 'paused']);
    expect((await api.post(`/v1/webhooks/${id}/resume`, {})).body.state).toBe('active');
    expect((await api.post(`/v1/webhooks/${id}/resume`)).status).toBe(409);
  });

  it('is gone when it was deleted', async () => {
    const { id } = await create();
    expect((await api.send('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/dead-letters'],
      ['POST', '/pause'],
      ['POST', '/resume'],
      ['POST', '/rotate-secret'],
      ['POST', '/replay'],
    ] as const) {
      const { status, body } = await api.send(method, `/v1/webhooks/${id}${path}`);
      expect([method, path, status, body.type]).toEqual([method, path, 404, '/problems/not-found']);
    }
  });

  it('is refused with the name of what is wrong', async () => {
    for (const [body, field] of [
      [{}, 'url'],
      [{ url: 'nowhere' }, 'url'],
      [{ url: 'ftp://example.org' }, 'url'],
      [{ url: 'https://user:pass@example.org' }, 'url'],
      [{ url: URL, secret: 'mine' }, 'secret'],
      [{ url: URL, conditions: { colour: 'red' } }, 'conditions.colour'],
      [{ url: URL, conditions: { types: 'Forgotten' } }, 'conditions.types'],
      [{ url: URL, conditions: { since: '2022', until: '2021' } }, 'conditions.until'],
      [{ url: URL, conditions: { from: '0000000000000000001' } }, 'conditions.from'],
      [{ url: URL, from: '0000000000009999999' }, 'from'],
      [{ url: URL, from: 'x' }, 'from'],
    ] as const) {
      const { status, body: problem } = await api.post('/v1/webhooks', body);
      expect([status, problem.errors[0].field]).toEqual([422, field]);
    }
    const { id } = await create();
    const replay = await api.post(`/v1/webhooks/${id}/replay`, { eventId: NOWHERE });
    expect([replay.status, replay.body.errors[0].field]).toEqual([422, 'eventId']);
    expect((await api.post(`/v1/webhooks/${id}/pause`, { why: 'x' })).status).toBe(422);
    expect((await api.get(`/v1/webhooks/${id}/dead-letters?cursor=x`)).status).toBe(422);
  });

  it('leads to the public internet unless the configuration says otherwise', async () => {
    const strict = await TestApi.start({ allowPrivate: false, projecting: false });
    for (const url of ['http://example.org/', 'https://127.0.0.1/', 'https://[::1]/', 'https://localhost/']) {
      const { status, body } = await strict.post('/v1/webhooks', { url });
      expect([status, body.errors[0].field]).toEqual([422, 'url']);
    }
    await strict.stop();
  });
});
