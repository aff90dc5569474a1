import { TestApi } from '../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.stop());

describe('the outcome that engagements are listed by', () => {
  it.each(['outcome=bogus', 'outcome=help', 'measure=resolution&outcome=helped', 'outcome=competing:rain'])(
    'is refused with the known ones when it is none of the measure: %s',
    async (query) => {
      const { status, body } = await api.get(`/v1/engagements?${query}`);
      expect(status).toBe(422);
      const known = query.includes('resolution') ? 'paid_in_full' : 'deflected';
      expect(body.errors).toEqual([
        { field: 'outcome', message: expect.stringContaining(known), known: expect.arrayContaining([known, 'silent']) },
      ]);
    },
  );

  it.each([
    'outcome=informed',
    'outcome=not_started',
    'outcome=competing',
    'outcome=competing:resolved',
    'measure=awareness&outcome=already_aware',
    'measure=resolution&outcome=competing:resolved_without_union',
    'measure=resolution&outcome=claim_refused',
  ])('is taken when it is one: %s', async (query) => {
    expect((await api.get(`/v1/engagements?${query}`)).status).toBe(200);
  });

  it('is not blamed for a measure that is unknown', async () => {
    const { body } = await api.get('/v1/engagements?measure=luck&outcome=helped');
    expect(body.errors).toMatchObject([{ field: 'measure' }]);
  });
});
