import { TestApi } from '../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.stop());

const requests = (id: string) => api.logged.filter(({ msg, requestId }) => msg === 'request' && requestId === id);

describe('the log of requests', () => {
  it('has one line for each, with what it belongs to and how it ended, and nothing of what it said', async () => {
    const ids = (id: string) => ({ 'x-request-id': id, 'x-correlation-id': 'visit-42' });
    await api.post('/v1/cases', { openedBy: 'received', title: 'Zhang San' }, ids('write'));
    await api.get('/v1/cases?q=Zhang', ids('read'));
    await api.get('/v1/cases?nonsense=Zhang', ids('refused'));
    await api.get('/v1/Zhang', ids('nowhere'));

    const line = { msg: 'request', correlationId: 'visit-42', ms: expect.any(Number), time: expect.any(String) };
    const expected = [
      ['write', { level: 'info', method: 'POST', route: '/v1/cases', status: 201 }],
      ['read', { level: 'debug', method: 'GET', route: '/v1/cases', status: 200 }],
      ['refused', { level: 'info', method: 'GET', route: '/v1/cases', status: 422 }],
      ['nowhere', { level: 'info', method: 'GET', status: 404 }],
    ] as const;
    for (const [requestId, fields] of expected) {
      expect(requests(requestId)).toEqual([{ route: expect.any(String), ...line, requestId, ...fields }]);
    }
    expect(JSON.stringify(api.logged)).not.toContain('Zhang');
  });
});
