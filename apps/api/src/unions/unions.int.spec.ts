import { openCase, record, registerUnion } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.stop());

const find = async (query: Record<string, string>) => {
  const { body } = await api.get(`/v1/unions?${new URLSearchParams(query)}`);
  return body.items.map(({ unionId }: { unionId: string }) => unionId);
};

describe('the union directory', () => {
  it('answers a registration with its place and where to find it', async () => {
    const content = { level: 'district', names: { zh: '任丘市总工会' }, aliases: ['Renqiu'], region: '130982' };
    const answer = await api.post('/v1/unions', content);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"0"');
    expect(answer.headers.get('location')).toBe(`/v1/unions/${answer.body.unionId}`);
    const { body } = await api.get(`${answer.headers.get('location')}?minPosition=${answer.body.position}`);
    expect(body).toEqual({
      unionId: answer.body.unionId,
      level: 'district',
      sector: null,
      region: '130982',
      parentId: null,
      names: { zh: '任丘市总工会' },
      aliases: ['Renqiu'],
      departments: [],
      closed: false,
      revision: 0,
    });
  });

  it('registers one union however often it is retried with one key', async () => {
    const content = { level: 'municipal', names: { en: 'Once' } };
    const headers = { 'idempotency-key': 'register-once' };
    const answers = await Promise.all([1, 2, 3].map(() => api.post('/v1/unions', content, headers)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('finds a union by any name it has or had, in either language', async () => {
    const { unionId } = await registerUnion(api, {
      names: { zh: '沧州市总工会', en: 'Cangzhou federation' },
      aliases: ['CZ House'],
    });
    const renamed = { names: { zh: '沧州工会', en: 'Cangzhou union' }, aliases: [] };
    const { body } = await api.post(`/v1/unions/${unionId}/renamed`, renamed);
    const minPosition = body.position;
    for (const q of ['沧州市总', 'cangzhou FED', 'cz house', '沧州工会', 'zhou union']) {
      expect(await find({ q, minPosition })).toEqual([unionId]);
    }
    expect(await find({ q: '100%', minPosition })).toEqual([]);
    expect(await find({ q: '沧州', level: 'district' })).toEqual([]);
    expect(await find({ q: '沧州', region: '52' })).toEqual([unionId]);
  });

  it('shows a union as it was', async () => {
    const { unionId } = await registerUnion(api, { names: { en: 'Travelling union' } });
    await api.post(`/v1/unions/${unionId}/renamed`, { names: { en: 'Renamed union' }, occurredAt: '2020-05' });
    const moved = await api.post(`/v1/unions/${unionId}/moved`, { level: 'district', occurredAt: '2021-01-01' });
    expect(moved.status).toBe(201);
    const at = async (asOf: string) =>
      (await api.get(`/v1/unions/${unionId}?minPosition=${moved.body.position}&asOf=${asOf}`)).body;
    expect(await at('2020-04')).toMatchObject({ level: 'municipal', names: { en: 'Travelling union' } });
    expect(await at('2020-12-31')).toMatchObject({ level: 'municipal', names: { en: 'Renamed union' } });
    expect(await at('2021-01-01')).toMatchObject({ level: 'district' });
    expect((await api.get(`/v1/unions/${unionId}?asOf=2999`)).status).toBe(422);
  });

  it('finds unions by what was true then, shows them so, and knows none before it was founded', async () => {
    const q = 'grown union';
    const { unionId } = await registerUnion(api, {
      level: 'district',
      names: { en: 'Grown union' },
      occurredAt: '2010',
    });
    await api.post(`/v1/unions/${unionId}/moved`, { level: 'municipal', occurredAt: '2020' });
    await api.post(`/v1/unions/${unionId}/renamed`, { names: { en: 'Municipal union' }, occurredAt: '2020' });
    const added = { names: { en: 'legal services' }, occurredAt: '2020' };
    const { body } = await api.post(`/v1/unions/${unionId}/department-added`, added);
    const minPosition = body.position;
    expect(await find({ q, level: 'district', asOf: '2015', minPosition })).toEqual([unionId]);
    expect(await find({ q, level: 'municipal', asOf: '2015' })).toEqual([]);
    expect(await find({ q, level: 'district' })).toEqual([]);
    expect(await find({ q, level: 'municipal' })).toEqual([unionId]);
    expect(await find({ q, region: '52', asOf: '2010' })).toEqual([unionId]);
    const filters: Record<string, string>[] = [{}, { level: 'district' }, { region: '52' }];
    for (const filter of filters) {
      expect(await find({ q, ...filter, asOf: '2009' })).toEqual([]);
    }
    const at = (asOf: string) => api.get(`/v1/unions/${unionId}?asOf=${asOf}`);
    expect((await at('2015')).body).toMatchObject({ level: 'district', departments: [] });
    expect((await at('2021')).body).toMatchObject({ level: 'municipal', departments: [added.names] });
    expect((await at('2009')).status).toBe(404);
  });

  it('pages through the unions of a time, each once and in order', async () => {
    // When each was founded as a municipal union, and became one of a district.
    const years = [['2001'], ['2005'], ['2001', '2002'], ['2001'], ['2002', '2003'], ['2001', '2004'], ['2001']];
    const ids: string[] = [];
    let minPosition = '';
    for (const [index, [occurredAt, moved]] of years.entries()) {
      const union = await registerUnion(api, { names: { en: `Paged ${index}` }, occurredAt });
      const move = { level: 'district', occurredAt: moved ?? '2020' };
      minPosition = (await api.post(`/v1/unions/${union.unionId}/moved`, move)).body.position;
      ids.push(union.unionId);
    }
    const listed: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { q: 'paged', level: 'municipal', asOf: '2003', limit: '1', minPosition };
      const { body } = await api.get(`/v1/unions?${new URLSearchParams({ ...query, ...(cursor && { cursor }) })}`);
      expect(body.items).toHaveLength(1);
      listed.push(body.items[0].unionId);
      cursor = body.nextCursor;
    } while (cursor);
    expect(listed).toEqual([0, 3, 5, 6].map((index) => ids[index]));
  });

  it('takes departments and a closing, and then no more calls', async () => {
    const { unionId } = await registerUnion(api);
    const names = { zh: '法律工作部', en: 'legal services' };
    expect((await api.post(`/v1/unions/${unionId}/department-added`, { names })).status).toBe(201);
    const twice = await api.post(`/v1/unions/${unionId}/department-added`, { names });
    expect([twice.status, twice.body.type]).toEqual([409, '/problems/department-exists']);
    expect((await api.post(`/v1/unions/${unionId}/closed`, { occurredAt: '2021-06-20' })).status).toBe(201);
    const { caseId } = await openCase(api);
    await record(api, caseId, 'union-called', { unionId, outcome: 'reached', occurredAt: '2021-06-19' });
    const late = await api.post(`/v1/cases/${caseId}/steps/union-called`, {
      unionId,
      outcome: 'reached',
      occurredAt: '2021-06-22',
    });
    expect([late.status, late.body.type]).toEqual([409, '/problems/union-closed']);
  });

  it('guards a change with If-Match', async () => {
    const { unionId } = await registerUnion(api);
    const move = (ifMatch: string) =>
      api.post(`/v1/unions/${unionId}/moved`, { level: 'district' }, { 'if-match': ifMatch });
    expect((await move('"4"')).body).toMatchObject({ type: '/problems/stale-revision', currentRevision: 0 });
    expect((await move('"0"')).headers.get('etag')).toBe('"1"');
  });

  it('tells a union that is missing here from one that is missing where it is named', async () => {
    const missing = '0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff';
    const here = await api.post(`/v1/unions/${missing}/moved`, { level: 'district' });
    expect([here.status, here.body.type]).toEqual([404, '/problems/not-found']);
    const { unionId } = await registerUnion(api);
    const named = await api.post(`/v1/unions/${unionId}/moved`, { parentId: missing });
    expect([named.status, named.body.type]).toEqual([422, '/problems/unknown-union']);
    expect((await api.get(`/v1/unions/${missing}`)).status).toBe(404);
  });

  it('knows no other changes, and lists those it knows', async () => {
    const { unionId } = await registerUnion(api);
    const { status, body } = await api.post(`/v1/unions/${unionId}/abolished`, {});
    expect([status, body.known]).toEqual([404, ['renamed', 'moved', 'department-added', 'closed']]);
  });

  it('names every field that is wrong, in depth, with the codes it knows', async () => {
    const { status, body } = await api.post('/v1/unions', {
      level: 'galactic',
      names: { en: '', fr: 'Fédération' },
      departments: [{ en: 'organizing' }, 'legal', {}],
      parentId: 'liupanshui',
    });
    expect(status).toBe(422);
    const fields = Object.fromEntries(body.errors.map((error: { field: string }) => [error.field, error]));
    expect(Object.keys(fields)).toEqual(
      expect.arrayContaining(['departments[1]', 'departments[2].zh', 'level', 'names.en', 'names.fr', 'parentId']),
    );
    expect(fields.level.known).toContain('municipal');
  });
});
