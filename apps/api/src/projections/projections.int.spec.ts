import { PROJECTIONS } from '#read-models';
import { openCase } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

const versionOf = (projection: string) => PROJECTIONS.find(({ name }) => name === projection)!.version;
const version = versionOf('cases');
const unions = `unions/${versionOf('unions')}`;

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

describe('/v1/projections', () => {
  it('rebuilds a projection while its queries go on', async () => {
    const { caseId, position } = await openCase(api);
    await api.get(`/v1/cases/${caseId}?minPosition=${position}`);
    const { status, body } = await api.post(`/v1/projections/cases/${version}/rebuild`, undefined);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { version, build: 1, active: true },
      { version, build: 2 },
    ]);
    expect((await api.get(`/v1/cases/${caseId}`)).status).toBe(200);
    await api.projections.waitFor('cases', position, { of: 'newest' });
    expect((await api.get(`/v1/cases/${caseId}`)).status).toBe(200);
    const { items } = (await api.get('/v1/projections')).body as { items: { build: number; active: boolean }[] };
    expect(items.filter(({ active }) => active).map(({ build }) => build)).toEqual([2, 1, 1]);
  });

  it('pauses and resumes, and refuses what makes no sense', async () => {
    const paused = await api.post(`/v1/projections/${unions}/pause`, undefined);
    expect(paused.body.items).toMatchObject([{ name: 'unions', state: 'paused' }]);
    const again = await api.post(`/v1/projections/${unions}/pause`, undefined);
    expect([again.status, again.body.type]).toEqual([409, '/problems/projection-state']);
    expect((await api.post(`/v1/projections/${unions}/resume`, undefined)).status).toBe(200);
    const serves = await api.post(`/v1/projections/cases/${version}/retire`, undefined);
    expect([serves.status, serves.body.detail]).toEqual([
      409,
      `Version ${version} of projection cases serves the queries.`,
    ]);
    for (const path of ['nobody/1/pause', 'cases/999/pause', 'cases/x/pause', `cases/${version}/explode`]) {
      expect((await api.post(`/v1/projections/${path}`, undefined)).status).toBe(404);
    }
    expect((await api.post(`/v1/projections/cases/999/rebuild`, undefined)).status).toBe(409);
  });

  it('refuses conditions that it does not have, rather than passing them over', async () => {
    for (const path of ['projections?name=cases', 'projections/plan?name=cases', 'webhooks?state=failed']) {
      const { status, body } = await api.get(`/v1/${path}`);
      expect([status, body.errors?.[0].message]).toEqual([422, 'is not a known field']);
    }
    const withBody = await api.post(`/v1/projections/${unions}/pause`, { until: '2027' });
    expect([withBody.status, withBody.body.errors?.[0].field]).toEqual([422, 'until']);
  });

  it('compares versions, and says what is wrong with a question', async () => {
    const { status, body } = await api.get(`/v1/projections/cases/diff?one=${version}&other=${version}`);
    expect([status, body.items]).toEqual([200, []]);
    expect((await api.get('/v1/projections/cases/diff?one=1')).body.errors).toMatchObject([{ field: 'other' }]);
    expect((await api.get(`/v1/projections/cases/diff?one=${version}&other=99`)).status).toBe(404);
    expect((await api.get('/v1/projections/plan')).body.items).toContainEqual(
      expect.objectContaining({ name: 'cases', serving: version, action: 'follow' }),
    );
  });
});
