import { pino } from 'pino';
import { TABULATIONS, type Share } from '#measures';
import { loadReportCases } from '../service/load-report-cases.js';
import { openCase, record, registerUnion } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await loadReportCases(api.ledger, api.store, pino({ level: 'silent' }));
  expect((await api.get(`/v1/cases?minPosition=${await api.store.head()}`)).status).toBe(200);
});
afterAll(() => api.stop());

type Table = Readonly<Record<string, unknown>>;

/** Every figure of an answer. */
function sharesIn(node: unknown): Share[] {
  if (typeof node !== 'object' || node === null) return [];
  return 'drillDown' in node ? [node as Share] : Object.values(node).flatMap(sharesIn);
}

/** The groups of figures of an answer that stand together. */
function groupsIn(node: unknown): Share[][] {
  if (typeof node !== 'object' || node === null || 'drillDown' in node) return [];
  const children = Object.values(node as Table);
  const shares = children.filter((child): child is Share => typeof child === 'object' && 'drillDown' in child!);
  return shares.length > 0 ? [shares] : children.flatMap(groupsIn);
}

const list = async (path: string) => (await api.get(`${path}&limit=1000`)).body;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const NAMES = TABULATIONS.map(({ name }) => name);

/** Those whose labels exclude each other. */
const WHOLES: Readonly<Record<string, readonly string[]>> = {
  accountability: ['aware', 'involved', 'cross'],
  deflections: ['byLevel', 'byDirection', 'byLevelAndTarget'],
  credits: ['byRole', 'byLevel', 'byLevelAndRole'],
  prompting: [
    'byWay',
    'byPrompt',
    'byLevel',
    'byLevelAndPrompt',
    'firstByWay',
    'firstByPrompt',
    'firstByLevel',
    'firstByLevelAndPrompt',
  ],
  refusals: ['inCollective', 'inAmountOwed'],
  'delays-and-outcomes': ['byDelay', 'byOutcome', 'byDelayAndOutcome'],
  referrals: [
    ...['destinations', 'fromLevels', 'betweenLevels', 'loopLengths', 'hopsUntil', 'hops', 'responsibility'],
    'daysWithoutResponsibility',
  ],
  promises: ['standings', 'levels', 'byLevel'],
  'statutory-clocks': ['arbitration', 'contacts', 'handledReached', 'handledNotReached'],
};

describe.each(NAMES)('the report %s', (name) => {
  it('lists behind each figure exactly what it counts, and what that is a part of', async () => {
    const { body } = await api.get(`/v1/reports/${name}`);
    const listed = new Map<string, number>();
    for (const { figure, n, drillDown } of sharesIn(body)) {
      const page = await list(drillDown);
      expect({ figure, n: page.items.length, frame: page.frame }).toEqual({ figure, n, frame: body.frame });
      expect(page).toMatchObject({ figure, nextCursor: null });
      listed.set(figure, n);
    }
    listed.set('cases', body.cases);
    for (const { figure, n, base, of } of sharesIn(body)) {
      expect({ figure, of }).toEqual({ figure, of: base === null ? null : listed.get(base) });
      if (of !== null) expect(n).toBeLessThanOrEqual(of);
    }
  });

  it('adds up where each is counted in one group alone', async () => {
    const { body } = await api.get(`/v1/reports/${name}`);
    for (const group of (WHOLES[name] ?? []).flatMap((section) => groupsIn(body[section]))) {
      expect(sum(group.map(({ n }) => n))).toBe(group[0]!.of);
      if (group[0]!.of! >= 5) expect(sum(group.map(({ percent }) => Math.round(10 * percent!)))).toBe(1000);
    }
  });

  it('gives an interval wherever it gives a percentage, and neither of fewer than five', async () => {
    const { body } = await api.get(`/v1/reports/${name}`);
    for (const { of, percent, ci } of sharesIn(body)) {
      expect(percent === null).toBe(of === null || of < 5);
      if (percent === null) expect(ci).toBeNull();
      else expect(ci!.low <= percent && percent <= ci!.high).toBe(true);
    }
  });

  it('lists page by page', async () => {
    const { figures } = TABULATIONS.find((tabulation) => tabulation.name === name)!;
    const figure =
      (await list(`/v1/reports/${name}/facts?figure=${figures[0]}`)).items.length > 1 ? figures[0] : 'cases';
    const all = await list(`/v1/reports/${name}/facts?figure=${figure}`);
    const paged: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = `/v1/reports/${name}/facts?figure=${figure}&limit=2${cursor ? `&cursor=${cursor}` : ''}`;
      const { body } = await api.get(page);
      expect(body.items.length).toBeGreaterThan(0);
      paged.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all.items);
    expect(paged.length).toBeGreaterThan(1);
  });

  it('comes as CSV, a line for each figure and length', async () => {
    const { body } = await api.get(`/v1/reports/${name}`);
    const { text, headers } = await api.get(`/v1/reports/${name}`, { accept: 'text/csv' });
    expect(headers.get('content-type')).toContain('text/csv');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toMatch(/^section,row,column,figure,n,base,of,percent,ci_low,ci_high,/);
    expect(lines).toHaveLength(sharesIn(body).length + Object.keys(body.lengths ?? {}).length);
  });

  it('refuses what it does not know', async () => {
    const figure = await api.get(`/v1/reports/${name}/facts?figure=mood`);
    expect([figure.status, figure.body.errors[0]]).toMatchObject([
      422,
      { field: 'figure', known: expect.arrayContaining(['cases']) },
    ]);
    for (const [query, field] of Object.entries({
      'sector=x': 'sector',
      'opened=soon': 'opened',
      'colour=red': 'colour',
      'asOf=2999': 'asOf',
    })) {
      const { status, body } = await api.get(`/v1/reports/${name}?${query}`);
      expect([status, body.errors[0].field]).toEqual([422, field]);
    }
    const missing = await api.get(`/v1/reports/${name}/facts`);
    expect([missing.status, missing.body.errors[0].field]).toEqual([422, 'figure']);
    const cursor = await api.get(`/v1/reports/${name}/facts?figure=cases&cursor=x`);
    expect([cursor.status, cursor.body.errors[0].field]).toEqual([422, 'cursor']);
  });
});

it('an unknown report is not found', async () => {
  expect((await api.get('/v1/reports/moods')).status).toBe(404);
  expect((await api.get('/v1/reports/moods/facts?figure=cases')).status).toBe(404);
});

describe('the conditions', () => {
  it('hold for every figure, and in the lists', async () => {
    const { body } = await api.get('/v1/reports/accountability?sector=construction&opened=2020&region=51');
    expect(body).toMatchObject({ cases: 1, filter: { sector: 'construction', opened: '2020', region: '51' } });
    expect((await list(body.involved.yes.drillDown)).items).toHaveLength(1);
  });
});

describe('a frame', () => {
  it('gives the same bytes whatever is recorded later', async () => {
    const { body: now } = await api.get('/v1/reports/deflections');
    const { asOf, knownAt, position } = now.frame;
    const pinned = new URLSearchParams({ asOf, knownAt, position }).toString();
    const read = () =>
      Promise.all(
        NAMES.flatMap((name) => [
          api.get(`/v1/reports/${name}?${pinned}`),
          api.get(`/v1/reports/${name}?${pinned}`, { accept: 'text/csv' }),
          api.get(`/v1/reports/${name}/facts?figure=cases&${pinned}`),
        ]),
      );
    const before = (await read()).map(({ text }) => text);
    const { items } = await list(now.deflections.drillDown);
    const [{ caseId, stepId, unionId }] = items;
    const content = { unionId, reasons: ['time_barred'], direction: 'to_court' };
    await record(api, caseId, 'corrected', { stepId, content, why: 'It gave another reason.' });
    const acted = { unionId, kinds: ['mediated'], prompted: 'unprompted', occurredAt: '2022' };
    await record(api, caseId, 'intervened', acted);
    const { position: last } = await record(api, caseId, 'resolved', {
      outcome: 'promised',
      creditedTo: [{ unionId }],
      occurredAt: '2022',
    });
    expect((await api.get(`/v1/cases?minPosition=${last}`)).status).toBe(200);
    expect((await read()).map(({ text }) => text)).toEqual(before);
    const { body: later } = await api.get('/v1/reports/deflections');
    const lately = new URLSearchParams({ asOf, knownAt: later.frame.knownAt, position }).toString();
    const { body: ofThen } = await api.get(`/v1/reports/deflections?${lately}`);
    const numbers = (body: unknown) => sharesIn(body).map(({ figure, n }) => [figure, n]);
    expect(numbers(ofThen)).toEqual(numbers(now));
    expect(later.byReason.time_barred.n).toBe(now.byReason.time_barred.n + 1);
    expect((await api.get('/v1/reports/prompting')).body.byWay.unprompted.n).toBe(1);
  });
});

describe('a duplicate of another case', () => {
  it('is left out, counted and listed, but is in the figures where it is asked about', async () => {
    const { unionId } = await registerUnion(api);
    const [original, copy] = [await openCase(api), await openCase(api)];
    for (const { caseId } of [original, copy]) {
      await record(api, caseId, 'deflected', { unionId, reasons: ['not_member'], occurredAt: '2021-06-15' });
    }
    const { body: before } = await api.get(`/v1/reports/deflections?minPosition=${await api.store.head()}`);
    await record(api, copy.caseId, 'linked-as-duplicate', { duplicateOf: original.caseId });
    const { body } = await api.get(`/v1/reports/deflections?minPosition=${await api.store.head()}`);
    expect([body.duplicates, body.cases, body.deflections.n]).toEqual([1, before.cases - 1, before.deflections.n - 1]);
    const { items } = await list('/v1/reports/deflections/facts?figure=duplicates');
    expect(items).toMatchObject([{ caseId: copy.caseId, detail: { duplicateOf: original.caseId } }]);
    const alone = await api.get(`/v1/reports/deflections?caseId=${copy.caseId}`);
    expect(alone.body).toMatchObject({ cases: 1, duplicates: 0, deflections: { n: 1 } });
    expect((await list(alone.body.deflections.drillDown)).items).toHaveLength(1);
  });
});
