import { pino } from 'pino';
import { ANSWERS, MEASURES, type Measure, type Share } from '#measures';
import { GROUPINGS } from '#read-models';
import { loadReportCases } from '../service/load-report-cases.js';
import { openCase, record, registerUnion } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

interface Group {
  readonly key: Record<string, string>;
  readonly engagements: number;
  readonly notStarted: number;
  readonly n: number;
  readonly classes: Record<string, number>;
  readonly censored: number;
  readonly silent: number;
  readonly competing: Record<string, number>;
  readonly quarantined: Record<string, number>;
  readonly drillDown: string;
}

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await loadReportCases(api.ledger, api.store, pino({ level: 'silent' }));
  expect((await api.get(`/v1/cases?minPosition=${await api.store.head()}`)).status).toBe(200);
});
afterAll(() => api.stop());

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, n) => total + n, 0);
const count = async (path: string) => (await api.get(`${path}&limit=1000`)).body.items.length as number;

interface Listed {
  readonly clocks: Record<Measure, { end: string; class: string | null; cause: string | null } | null>;
}

/** How many of some engagements stand how, as `outcome` has it. */
function endsOf(listed: readonly Listed[], measure: Measure): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const { clocks } of listed) {
    const clock = clocks[measure];
    const end =
      clock === null ? 'not_started' : (clock.class ?? (clock.cause ? `${clock.end}:${clock.cause}` : clock.end));
    ends[end] = (ends[end] ?? 0) + 1;
  }
  return ends;
}

const nonZero = (counts: Record<string, number>, prefix = '') =>
  Object.fromEntries(Object.entries(counts).flatMap(([name, n]) => (n > 0 ? [[prefix + name, n] as const] : [])));

describe('the report on response times', () => {
  it('counts first replies by level unless asked otherwise', async () => {
    const { body } = await api.get('/v1/reports/response-times');
    const position = await api.store.head();
    expect(body).toMatchObject({
      measure: 'first_reply',
      groupBy: ['level'],
      frame: { position, rules: 1, measures: 2 },
    });
    const levels = body.groups.map(({ key }: Group) => key.level);
    expect(levels).toEqual(['provincial', 'municipal', 'district', 'subdistrict']);
    expect(body.total).toMatchObject({ n: 15, classes: { helped: 2, informed: 0, deflected: 12 }, silent: 0 });
  });

  it.each(MEASURES.flatMap((measure) => [...GROUPINGS, 'level,reason'].map((groupBy) => [measure, groupBy])))(
    'adds up, and lists what is behind each count: %s by %s',
    async (measure, groupBy) => {
      const { body } = await api.get(`/v1/reports/response-times?measure=${measure}&groupBy=${groupBy}`);
      const groups = body.groups as Group[];
      for (const group of [...groups, body.total as Group]) {
        const { engagements, notStarted, n, classes, censored, competing, quarantined, drillDown } = group;
        expect(n).toBe(sum(classes) + censored + sum(competing));
        expect(engagements).toBe(n + notStarted + sum(quarantined));
        const listed = (await api.get(`${drillDown}&limit=1000`)).body.items as Listed[];
        expect(endsOf(listed, measure as Measure)).toEqual({
          ...nonZero({ not_started: notStarted, censored }),
          ...nonZero(classes),
          ...nonZero(competing, 'competing:'),
          ...nonZero(quarantined, 'quarantined:'),
        });
      }
      const { notStarted, classes, censored, silent, competing, quarantined, drillDown } = body.total as Group;
      const narrowed = {
        not_started: notStarted,
        censored,
        silent,
        competing: sum(competing),
        quarantined: sum(quarantined),
      };
      for (const [outcome, expected] of Object.entries({ ...narrowed, ...classes })) {
        expect([outcome, await count(`${drillDown}&outcome=${outcome}`)]).toEqual([outcome, expected]);
      }
      // Whoever gave two reasons is in two groups.
      const counted = groups.reduce((total, { engagements }) => total + engagements, 0);
      if (/reason|department/.test(groupBy)) expect(counted).toBeGreaterThanOrEqual(body.total.engagements);
      else expect(counted).toBe(body.total.engagements);
    },
  );

  it('counts under conditions, and keeps them in the lists', async () => {
    const { body } = await api.get('/v1/reports/response-times?sector=construction&groupBy=union');
    expect(body.total.drillDown).toContain('/v1/engagements?sector=construction&measure=first_reply&');
    expect(await count(body.total.drillDown)).toBe(body.total.engagements);
    const all = await api.get('/v1/reports/response-times');
    expect(body.total.engagements).toBeLessThan(all.body.total.engagements);
  });

  it.each([
    ['measure=mood', 'measure'],
    ['groupBy=colour', 'groupBy'],
    ['level=galactic', 'level'],
    ['region=x', 'region'],
    ['groupBy=level,level', 'groupBy'],
    ['groupBy=level,sector,region', 'groupBy'],
    ['unit=any_union_at_level&groupBy=union', 'groupBy'],
    ['horizons=-1', 'horizons'],
    ['horizons=1.5', 'horizons'],
    ['horizons=', 'horizons'],
    ['classes=helped,paid', 'classes'],
    ['measure=resolution&classes=helped', 'classes'],
    ['compete=luck', 'compete'],
    ['ciType=wide', 'ciType'],
    ['medianRule=mean', 'medianRule'],
    ['entry=running', 'entry'],
    ['entry=running&period=2021&groupBy=period', 'groupBy'],
    ['reason=low_odds&groupBy=level,reason', 'groupBy'],
    ['department=hotline&groupBy=department', 'groupBy'],
    ['period=soon', 'period'],
    ['compare=t', 'compare'],
    ['asOf=2999', 'asOf'],
    ['knownAt=2999-01-01', 'knownAt'],
    ['position=here', 'position'],
    ['curve=yes', 'curve'],
    ['colour=red', 'colour'],
  ])('refuses %s', async (query, field) => {
    const { status, body } = await api.get(`/v1/reports/response-times?${query}`);
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });

  it('says why a period is none', async () => {
    const { body } = await api.get('/v1/reports/response-times?period=2021-02-29');
    expect(body.errors[0].message).toBe('period must be unknown or a date: there is no such day in that month');
  });

  it('groups by period those that never started', async () => {
    const { body } = await api.get('/v1/reports/response-times?groupBy=period&period=unknown');
    const [group] = body.groups;
    expect(group).toMatchObject({ key: { period: 'unknown' }, n: 0 });
    expect(await count(group.drillDown)).toBe(group.engagements);
  });
});

describe('the engagements', () => {
  it('show every clock in bounds, and the instant at which running ones are censored', async () => {
    const { body } = await api.get('/v1/engagements?level=municipal&outcome=helped');
    expect(Math.abs(Date.parse(body.asOf) - Date.now())).toBeLessThan(60_000);
    expect(body.items).toHaveLength(1);
    const { clocks } = body.items[0];
    expect(Object.keys(clocks)).toEqual([...MEASURES]);
    expect(clocks.first_reply).toMatchObject({ end: 'event', class: 'helped', cause: null });
    const { low, high } = clocks.first_reply.seconds;
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(86_400);
  });

  it('come page by page', async () => {
    const all = (await api.get('/v1/engagements?limit=1000')).body.items;
    const paged: unknown[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await api.get(`/v1/engagements?limit=5${cursor ? `&cursor=${cursor}` : ''}`);
      paged.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    const key = ({ caseId, unionId }: { caseId: string; unionId: string }) => `${caseId} ${unionId}`;
    expect((paged as never[]).map(key)).toEqual(all.map(key));
  });

  it('name the referral that brought a union in', async () => {
    const { body } = await api.get('/v1/engagements?limit=1000');
    const referred = body.items.filter(({ causedBy }: { causedBy: unknown }) => causedBy !== null);
    expect(referred.length).toBeGreaterThan(0);
    for (const { caseId, causedBy } of referred) {
      const timeline = await api.get(`/v1/cases/${caseId}/timeline`);
      const step = timeline.body.steps.find(({ stepId }: { stepId: string }) => stepId === causedBy.stepId);
      expect(step).toMatchObject({ type: 'Deflected', content: { unionId: causedBy.unionId } });
    }
  });

  it.each(['measure=mood', 'outcome=a b', 'outcome=', 'limit=1001', 'limit=ten', 'caseId=x'])(
    'refuse %s',
    async (query) => expect((await api.get(`/v1/engagements?${query}`)).status).toBe(422),
  );
});

describe('the report on accountability', () => {
  it('adds up, with the unknown shown', async () => {
    const { body } = await api.get('/v1/reports/accountability');
    expect(body.cases).toBe(14);
    for (const answers of [body.aware, body.involved]) {
      const shares = Object.values(answers) as Share[];
      expect(shares.map(({ of }) => of)).toEqual([14, 14, 14]);
      expect(shares.reduce((total, { n }) => total + n, 0)).toBe(14);
      expect(shares.reduce((total, { percent }) => total + Math.round(10 * percent!), 0)).toBe(1000);
    }
    for (const answer of ANSWERS) {
      expect(ANSWERS.reduce((total, involved) => total + body.cross[answer][involved].n, 0)).toBe(body.aware[answer].n);
      expect(ANSWERS.reduce((total, aware) => total + body.cross[aware][answer].n, 0)).toBe(body.involved[answer].n);
    }
  });

  it('has the list behind each number among the cases', async () => {
    const { body } = await api.get('/v1/reports/accountability');
    for (const aware of ANSWERS) {
      for (const involved of ANSWERS) {
        expect(await count(`/v1/cases?aware=${aware}&involved=${involved}`)).toBe(body.cross[aware][involved].n);
      }
    }
  });
});

describe('a case linked as the duplicate of another', () => {
  let unionId: string;
  let caseId: string;
  beforeAll(async () => {
    ({ unionId } = await registerUnion(api));
    const standing = await openCase(api);
    ({ caseId } = await openCase(api));
    const call = { unionId, outcome: 'no_answer', occurredAt: '2021-06-15' };
    for (const id of [standing.caseId, caseId]) await record(api, id, 'union-called', call);
    const link = { duplicateOf: standing.caseId };
    const { position } = await record(api, caseId, 'linked-as-duplicate', link);
    expect((await api.get(`/v1/cases?minPosition=${position}`)).status).toBe(200);
  });

  it('counts once, and the report says how many it left out', async () => {
    const { body } = await api.get(`/v1/reports/response-times?unionId=${unionId}`);
    expect(body).toMatchObject({ duplicates: 1, total: { engagements: 1, n: 1, silent: 1 } });
    expect(await count(body.total.drillDown)).toBe(1);
    expect(await count(`${body.groups[0].drillDown}&outcome=silent`)).toBe(1);
    const all = await api.get('/v1/reports/response-times');
    expect(await count(all.body.total.drillDown)).toBe(all.body.total.engagements);
  });

  it('stays in the figures when the link leads nowhere, or back', async () => {
    const { unionId: other } = await registerUnion(api);
    const [first, second, third] = [await openCase(api), await openCase(api), await openCase(api)];
    const call = { unionId: other, outcome: 'no_answer', occurredAt: '2021-06-15' };
    for (const { caseId: id } of [first, second, third]) await record(api, id, 'union-called', call);
    await record(api, first.caseId, 'linked-as-duplicate', { duplicateOf: second.caseId });
    await record(api, second.caseId, 'linked-as-duplicate', { duplicateOf: first.caseId });
    const nowhere = { duplicateOf: '0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff' };
    const { position } = await record(api, third.caseId, 'linked-as-duplicate', nowhere);
    const { body } = await api.get(`/v1/reports/response-times?unionId=${other}&minPosition=${position}`);
    expect(body).toMatchObject({ duplicates: 0, total: { engagements: 3, silent: 3 } });
    expect((await api.get('/v1/reports/accountability')).body.duplicates).toBe(1);
  });

  it('is counted where it is named, in the report and in its list', async () => {
    const { body } = await api.get(`/v1/reports/response-times?caseId=${caseId}`);
    expect(body).toMatchObject({ duplicates: 0, total: { engagements: 1 } });
    expect(await count(body.total.drillDown)).toBe(1);
  });
});

describe('the report cases', () => {
  it('are loaded once however often the service starts', async () => {
    const before = await api.store.head();
    const head = await api.store.head();
    await loadReportCases(api.ledger, api.store, pino({ level: 'silent' }));
    expect(await api.store.head()).toBe(head);
    expect(await api.store.head()).toBe(before);
  });
});
