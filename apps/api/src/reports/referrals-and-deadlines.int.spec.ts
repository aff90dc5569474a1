import { pino } from 'pino';
import type { LengthSummary, Share } from '#measures';
import type { FactView, ReferralEdge } from '#read-models';
import { loadReportCases } from '../service/load-report-cases.js';
import { TestApi } from '../test-support/test-api.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await loadReportCases(api.ledger, api.store, pino({ level: 'silent' }));
  expect((await api.get(`/v1/cases?minPosition=${await api.store.head()}`)).status).toBe(200);
});
afterAll(() => api.stop());

async function factsAt(path: string): Promise<FactView[]> {
  const { status, body } = await api.get(`${path}&limit=1000`);
  expect([path, status]).toEqual([path, 200]);
  return body.items;
}

const arithmetic = async (path: string) => (await factsAt(path)).map(({ detail }) => detail['arithmetic']);

describe('the graph of referrals', () => {
  it('is a list of edges whose referrals are listed, and add up to those of the report', async () => {
    const { body } = await api.get('/v1/reports/referrals/edges');
    const edges = body.edges as ReferralEdge[];
    for (const { drillDown, referrals, cases } of edges) {
      const facts = await factsAt(drillDown);
      expect([facts.length, new Set(facts.map(({ caseId }) => caseId)).size]).toEqual([referrals, cases]);
    }
    const all = await factsAt('/v1/reports/referrals/facts?figure=referrals');
    expect(edges.reduce((sum, { referrals }) => sum + referrals, 0)).toBe(all.length);
    const named = edges.filter(({ targetUnion }) => targetUnion !== null);
    expect(named.map(({ fromUnion, targetUnion }) => [fromUnion.level, targetUnion!.level])).toContainEqual([
      'provincial',
      'district',
    ]);
  });

  it('comes as CSV for graph tools', async () => {
    const { body } = await api.get('/v1/reports/referrals/edges');
    const { text } = await api.get('/v1/reports/referrals/edges', { accept: 'text/csv' });
    const [head, ...rows] = text.trimEnd().split('\r\n');
    expect(head).toMatch(/^Source,Target,Type,Weight,Cases,/);
    expect(rows).toHaveLength(body.edges.length);
  });

  it('refuses the figure of an edge that there cannot be', async () => {
    const { status, body } = await api.get('/v1/reports/referrals/facts?figure=edge.a.moon');
    expect([status, body.errors[0].field]).toEqual([422, 'figure']);
  });

  it('tells how long it lasts until somebody acts', async () => {
    const { body } = await api.get('/v1/reports/referrals');
    const { n, events, censored, competing, figures } = body.lengths.daysWithoutResponsibility as LengthSummary;
    expect(n).toBe(events + censored + competing);
    const counted = Object.values(body.responsibility as Record<string, Share>).map((share) => share.n);
    expect(counted).toEqual([events, competing, censored, 0]);
    expect(figures).toMatchObject({ median: { ci: {} }, incidence: { accepted: expect.any(Array) } });
  });

  it('has its medians in the CSV as well, after the figures', async () => {
    const { frame, lengths } = (await api.get('/v1/reports/referrals')).body;
    const pinned = `asOf=${frame.asOf}&knownAt=${frame.knownAt}&position=${frame.position}`;
    const { text } = await api.get(`/v1/reports/referrals?${pinned}`, { accept: 'text/csv' });
    const [head, ...rows] = text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const cells = (row: string[]) => Object.fromEntries(head!.map((column, place) => [column, row[place]]));
    const told = rows.slice(-Object.keys(lengths).length).map(cells);
    const shown = (value: unknown) => (value === null ? '' : String(value));
    expect(told).toEqual(
      Object.entries(lengths as Record<string, LengthSummary>).map(([section, { figures, ...counts }]) =>
        expect.objectContaining({
          ...{ section, figure: '', as_of: frame.asOf },
          ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, shown(count)])),
          ...{ median_low: shown(figures!.median.low), median_high: shown(figures!.median.high) },
          ...{ median_ci_low: shown(figures!.median.ci.low), median_ci_high: shown(figures!.median.ci.high) },
        }),
      ),
    );
    expect(cells(rows[0]!)).toMatchObject({ median_low: '', unit: '' });
  });
});

describe('the lists of what is overdue', () => {
  it('show the arithmetic', async () => {
    const calls = await arithmetic('/v1/reports/statutory-clocks/facts?figure=calls');
    expect(calls).toContainEqual(
      expect.stringMatching(/^2021-\S+ \+ 1 working day = 2021-\S+; answered \S+, 0 to 1 day after: in time$/),
    );
    const disputes = await arithmetic('/v1/reports/statutory-clocks/facts?figure=disputes');
    expect(disputes).toContainEqual(
      expect.stringMatching(/^\S+ \+ 1 year = \S+; not filed by \S+: \d+ to \d+ days over/),
    );
    const promises = await arithmetic('/v1/reports/promises/facts?figure=with_deadline');
    expect(promises).toEqual([
      expect.stringMatching(/^2020-08-\S+ \+ P10D = \S+; kept 2020-09-\S+, 1 to 60 days after: /),
    ]);
  });

  it('stand as they stood at an earlier date', async () => {
    const figure = 'arbitration.expired';
    const path = `/v1/reports/statutory-clocks/facts?figure=${figure}`;
    const now = await factsAt(path);
    const then = await factsAt(`${path}&asOf=2021-01-01`);
    expect(now.length).toBeGreaterThan(then.length);
  });
});
